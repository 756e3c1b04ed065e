import type { Span } from './spans.ts'

/** What a player has played since it told last; what is played twice stands there twice. Milliseconds of the film. */
export interface Playing {
  readonly spans: readonly Span[]
  /** Where it stood last; null after a leap. */
  readonly at: number | null
}

export const NOT_YET: Playing = { spans: [], at: null }
/** Further apart than two looks of a player at this speed lie, it has leapt. */
const STEP_MS = 2_500

/** The player stands here now. @param rate how fast it plays */
export function playedTo(playing: Playing, atMs: number, rate: number): Playing {
  const { spans, at } = playing
  const now = Math.round(atMs)
  if (at === null || now <= at || now - at > STEP_MS * Math.max(1, rate)) return { spans, at: now }
  const last = spans.at(-1)
  if (last?.[1] !== at) return { spans: [...spans, [at, now]], at: now }
  return { spans: [...spans.slice(0, -1), [last[0], now]], at: now }
}

export const leapt = ({ spans }: Playing): Playing => ({ spans, at: null })

export const told = ({ at }: Playing): Playing => ({ spans: [], at })
