import type { Clock } from '#server/clock.ts'

/**
 * Time for what is kept for days and then deleted. A wall clock that is wrong must keep things too long, never too
 * short: moments are written down by the later clock and judged by the earlier one.
 */
export interface KeepingTime {
  stamp(): number
  judge(): number
}

/** @param known a moment that has surely passed, such as that of the last change: a clock that says less is behind */
export function createKeepingTime(clock: Clock, known: () => number): KeepingTime {
  const offset = clock.now() - clock.monotonic()
  const steady = () => Math.round(offset + clock.monotonic())
  return {
    stamp: () => Math.max(clock.now(), steady(), known()),
    judge: () => Math.min(clock.now(), steady()),
  }
}
