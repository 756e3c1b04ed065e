import type { Clock } from '#server/clock.ts'

/**
 * Milliseconds since 1970 that only advance with the monotonic clock: the wall time of the start plus what has passed.
 * Whatever expires is stamped and judged by it, so a wall clock set back or forth while the vault runs ends no session,
 * opens no locked door and lengthens no grant.
 */
export type SteadyTime = () => number

export function createSteadyTime(clock: Clock): SteadyTime {
  const offset = clock.now() - clock.monotonic()
  return () => Math.round(offset + clock.monotonic())
}
