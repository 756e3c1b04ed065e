import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { MediaTracks } from '#lib/contracts/http/playback.ts'
import type { Plan } from '#lib/core/media/plan-playback.ts'

/** What is said about the film, besides what its element says itself. */
export interface PlaybackState {
  entry: EntryView | null
  /** Films or sounds of the same folder, in its order. */
  queue: readonly EntryView[]
  where: 'stage' | 'small'
  /** It went on here instead of at its beginning. */
  resumed: { atSeconds: number; elsewhere: boolean } | null
  /** Another device of the person is somewhere else in it by now. */
  offered: { atSeconds: number } | null
  /** How it is played; null until that is known. */
  plan: Plan | null
  /** What it is made of; null until the vault said so. */
  tracks: MediaTracks | null
  /** The track of sound that somebody chose. */
  audio: number | null
  /** Id of the subtitles that are shown. */
  subtitles: string | null
  /** The vault could not go on with it. */
  isBroken: boolean
  /** The next one begins in so many seconds. */
  upNext: { entry: EntryView; seconds: number } | null
}

/** Before anything plays. */
export const NOTHING: PlaybackState = {
  entry: null,
  queue: [],
  where: 'stage',
  resumed: null,
  offered: null,
  plan: null,
  tracks: null,
  audio: null,
  subtitles: null,
  isBroken: false,
  upNext: null,
}
