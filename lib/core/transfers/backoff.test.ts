import { expect, it } from 'vitest'
import { backoffMs, dueMs } from './backoff.ts'

it('doubles up to a minute, and chance takes off at most half', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map((attempts) => backoffMs(attempts, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ])
  expect([1, 2, 7].map((attempts) => backoffMs(attempts, 0))).toEqual([500, 1000, 30_000])
})

it('is due within a minute, whatever a clock said that was set back since', () => {
  const year = 365 * 86_400_000
  expect(dueMs(5_000, 1_000)).toBe(5_000)
  expect(dueMs(5_000 + year, 1_000)).toBe(61_000)
})
