import type { Kind } from '../kinds/kind.ts'

type EntryType = Kind | 'folder' | 'other'

/** Where somebody stands in a film: before it is worth a word, in the middle of it, or through with it. */
export type Standing = 'start' | 'middle' | 'end'

export interface Stand {
  readonly positionMs: number
  readonly durationMs: number
}

/** From this share on it was watched: what follows is the names of those who made it. */
export const WATCHED_SHARE = 0.95
const FIRST_MS = 5_000
/** A clip of a phone begins anew each time, and so does a song; a book that is read aloud goes on. */
const SHORTEST_MS: Readonly<Partial<Record<EntryType, number>>> = { film: 60_000, sound: 15 * 60_000 }

export function standingOf(type: EntryType, { positionMs, durationMs }: Stand): Standing {
  const shortest = SHORTEST_MS[type]
  if (shortest === undefined || durationMs <= 0) return 'start'
  if (positionMs >= durationMs * WATCHED_SHARE) return 'end'
  return durationMs < shortest || positionMs < FIRST_MS ? 'start' : 'middle'
}

/** From 0 to 1, for a bar. */
export function shareOf({ positionMs, durationMs }: Stand): number {
  return durationMs <= 0 ? 0 : Math.min(1, Math.max(0, positionMs / durationMs))
}
