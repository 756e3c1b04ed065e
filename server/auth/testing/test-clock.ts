import type { Clock } from '#server/clock.ts'

/** A clock that only moves when a test says so; the wall may jump apart from the monotonic one. */
export interface TestClock extends Clock {
  pass(ms: number): void
  jumpWall(ms: number): void
}

export function createTestClock(startMs = Date.UTC(2030, 0, 1)): TestClock {
  let elapsedMs = 1_000
  let wallMs = startMs
  return {
    now: () => wallMs + elapsedMs,
    monotonic: () => elapsedMs,
    pass(ms) {
      elapsedMs += ms
    },
    jumpWall(ms) {
      wallMs += ms
    },
  }
}
