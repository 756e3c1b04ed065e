/** A track, as far as it matters here. */
export interface PlannedTrack {
  readonly index: number
  readonly kind: 'video' | 'audio'
  readonly codec: string
  /** As RFC 6381 spells it; null for what no browser knows. */
  readonly type: string | null
  readonly isDefault: boolean
}

export interface PlannedMedia {
  readonly container: string | null
  readonly tracks: readonly PlannedTrack[]
  readonly canRepack: boolean
}

/** What the browser says that it plays: a file as it comes, and what is handed to it in pieces. */
export interface Abilities {
  playsFile(type: string): boolean
  playsPieces(type: string): boolean
}

/** How something is played: as it is, as the same tracks in another container, or not before it was converted. */
export type Plan =
  | { readonly kind: 'direct' }
  | { readonly kind: 'repack'; readonly type: string; readonly video: number | null; readonly audio: number | null }
  | { readonly kind: 'convert'; readonly what: 'picture' | 'sound'; readonly codec: string }

/** By the first name that ffmpeg gives a container. */
const CONTAINERS: Readonly<Record<string, string>> = {
  mov: 'mp4',
  ogg: 'ogg',
  mp3: 'mpeg',
  flac: 'flac',
  wav: 'wav',
  aac: 'aac',
}
const WEBM_CODECS = new Set(['vp8', 'vp9', 'av1', 'opus', 'vorbis'])

/** @param audio index of the track that somebody chose; null: the usual one */
export function planPlayback(media: PlannedMedia, abilities: Abilities, audio: number | null = null): Plan {
  const videos = media.tracks.filter(({ kind }) => kind === 'video')
  const sounds = media.tracks.filter(({ kind }) => kind === 'audio')
  const video = videos.find(({ isDefault }) => isDefault) ?? videos[0] ?? null
  const usual = sounds.find(({ isDefault }) => isDefault) ?? sounds[0] ?? null
  const chosen = sounds.find(({ index }) => index === audio) ?? null
  // Nothing is known of it: the browser tries.
  if (media.container === null || (video === null && usual === null)) return { kind: 'direct' }
  const isUsual = chosen === null || chosen === usual
  if (isUsual && abilities.playsFile(fileType(media.container, video, usual))) return { kind: 'direct' }

  const playsTrack = (track: PlannedTrack) =>
    track.type !== null && abilities.playsPieces(`${video === null ? 'audio' : 'video'}/mp4; codecs="${track.type}"`)
  if (video !== null && !playsTrack(video)) return { kind: 'convert', what: 'picture', codec: video.codec }
  // Another language is better than no sound at all.
  const sound = chosen ?? (usual !== null && playsTrack(usual) ? usual : (sounds.find(playsTrack) ?? usual))
  if (sound !== null && !playsTrack(sound)) return { kind: 'convert', what: 'sound', codec: sound.codec }
  if (!media.canRepack) return { kind: 'direct' }
  const types = [video, sound].flatMap((track) => track?.type ?? [])
  return {
    kind: 'repack',
    type: `${video === null ? 'audio' : 'video'}/mp4; codecs="${types.join(', ')}"`,
    video: video?.index ?? null,
    audio: sound?.index ?? null,
  }
}

/** The type of the file as it is, to be asked of a browser; "" for what no browser has heard of. */
function fileType(container: string, video: PlannedTrack | null, sound: PlannedTrack | null): string {
  const tracks = [video, sound].filter((track) => track !== null)
  if (tracks.some(({ type }) => type === null)) return ''
  const [first = ''] = container.split(',')
  const isWebm = first === 'matroska' && tracks.every(({ codec }) => WEBM_CODECS.has(codec))
  const name = isWebm ? 'webm' : first === 'matroska' ? 'x-matroska' : CONTAINERS[first]
  if (name === undefined) return ''
  const whole = `${video === null ? 'audio' : 'video'}/${name}`
  // These two say what is in them by themselves.
  return name === 'mpeg' || name === 'wav' ? whole : `${whole}; codecs="${tracks.map(({ type }) => type).join(', ')}"`
}
