import { expect, it } from 'vitest'
import { createKeepingTime } from './keeping-time.ts'

const DAY = 86_400_000

function clockAt(wall: number) {
  const clock = { wall, steady: 5 }
  return { clock, now: () => clock.wall, monotonic: () => clock.steady }
}

it('never says that something is older than it is, however the wall clock is set', () => {
  const at = clockAt(100 * DAY)
  const time = createKeepingTime(at, () => 0)
  at.clock.steady += DAY
  at.clock.wall = 4_000 * DAY
  expect(time.judge()).toBe(101 * DAY)
  at.clock.wall = 3 * DAY
  expect(time.stamp()).toBe(101 * DAY)
})

it('does not write down a moment before the last change that is known', () => {
  expect(createKeepingTime(clockAt(0), () => 50 * DAY).stamp()).toBe(50 * DAY)
})
