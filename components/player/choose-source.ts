import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { MediaTracks } from '#lib/contracts/http/playback.ts'
import { type Abilities, type Plan, planPlayback } from '#lib/core/media/plan-playback.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'
import { mediaSourceKind } from './repacked-source.ts'

/** What every browser opens, if it knows what is in it. */
const USUAL = new Set(['mp4', 'm4v', 'webm', 'mp3', 'm4a', 'wav', 'ogg', 'oga', 'opus', 'flac'])
/** Not to be tried in vain: by the names of ffmpeg. */
const USUAL_CODECS = new Set([
  ...['h264', 'vp8', 'vp9', 'av1'],
  ...['aac', 'mp3', 'opus', 'vorbis', 'flac', 'pcm_s16le', 'pcm_s24le'],
])

/** Whether it begins without asking what is in it. */
export function isUsual({ name, picture }: Pick<EntryView, 'name' | 'picture'>): boolean {
  const extension = splitExtension(name).extension.slice(1).toLowerCase()
  const codecs = [picture?.videoCodec, picture?.audioCodec].filter((codec) => codec !== undefined)
  return USUAL.has(extension) && codecs.every((codec) => USUAL_CODECS.has(codec))
}

export function planFor(tracks: MediaTracks, video: HTMLVideoElement, audio: number | null): Plan {
  const pieces = mediaSourceKind()
  const abilities: Abilities = {
    playsFile: (type) => type !== '' && video.canPlayType(type) !== '',
    playsPieces: (type) => pieces?.isTypeSupported(type) ?? false,
  }
  return planPlayback(tracks, abilities, audio)
}
