import type { Clock } from '#server/clock.ts'

/**
 * Wall time that cannot jump while the vault runs: the moment of the start plus the monotonic clock. A clock set ahead
 * by ten years would otherwise expire every unfinished upload at once.
 */
export function steadyTime(clock: Clock): () => number {
  const startedAt = clock.now()
  const startedMonotonic = clock.monotonic()
  return () => Math.round(startedAt + clock.monotonic() - startedMonotonic)
}
