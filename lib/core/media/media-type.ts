/** Profiles of H.264 by ffmpeg's names (ITU-T H.264, A.2): the number of the profile, and its constraints. */
const H264_PROFILES: Readonly<Record<string, string>> = {
  'Constrained Baseline': '42e0',
  Baseline: '4200',
  Main: '4d40',
  Extended: '5800',
  High: '6400',
  'High 10': '6e00',
  'High 4:2:2': '7a00',
  'High 4:4:4 Predictive': 'f400',
}

/**
 * A codec as RFC 6381 spells it in the type of a container; null for one that no browser plays.
 * @param codec, profile, level as ffprobe says them
 */
export function mediaTypeOf(codec: string, profile: string | null, level: number): string | null {
  switch (codec) {
    case 'h264': {
      const flags = H264_PROFILES[profile ?? ''] ?? '6400'
      return `avc1.${flags}${hex(level > 0 ? level : 40)}`
    }
    case 'hevc':
      return `hvc1.${profile === 'Main 10' ? '2.4' : '1.6'}.L${level > 0 ? level : 120}.B0`
    case 'vp8':
      return 'vp8'
    case 'vp9':
      return `vp09.0${/Profile (\d)/.exec(profile ?? '')?.[1] ?? '0'}.41.08`
    case 'av1':
      return 'av01.0.08M.08'
    case 'aac':
      return profile?.startsWith('HE-AAC') ? 'mp4a.40.5' : 'mp4a.40.2'
    case 'mp3':
      return 'mp4a.6B'
    case 'opus':
    case 'vorbis':
      return codec
    case 'flac':
      return 'flac'
    case 'alac':
      return 'alac'
    case 'ac3':
      return 'ac-3'
    case 'eac3':
      return 'ec-3'
    default:
      return null
  }
}

const hex = (value: number): string => Math.min(255, Math.trunc(value)).toString(16).padStart(2, '0')
