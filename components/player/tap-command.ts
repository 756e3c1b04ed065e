import type { MediaCommand } from './media-keys.ts'

export interface Tap {
  /** 0 at the left edge of the stage, 1 at its right. */
  readonly at: number
  readonly timeMs: number
}

/** A second tap within this time belongs to the first. */
export const DOUBLE_TAP_MS = 280

const SECONDS = 10

/** What a tap after another one does: on a side it seeks, in the middle nothing more than two taps. */
export function doubleTapCommand(first: Tap | null, second: Tap): MediaCommand | null {
  if (first === null || second.timeMs - first.timeMs > DOUBLE_TAP_MS) return null
  const side = sideOf(second.at)
  if (side === 0 || sideOf(first.at) !== side) return null
  return { kind: 'seek_by', seconds: side * SECONDS }
}

function sideOf(at: number): -1 | 0 | 1 {
  if (at < 0.35) return -1
  return at > 0.65 ? 1 : 0
}
