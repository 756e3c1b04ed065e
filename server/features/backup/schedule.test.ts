import { expect, it } from 'vitest'
import { isStale, nextRun } from './schedule.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
const daily = { every: 'day', hour: 3 } as const
const weekly = { every: 'week', hour: 3 } as const

it.each([
  ['never, when it is off', { every: 'off', hour: 3 } as const, null, at(10, 12), null],
  ['in the first night, when it never ran', daily, null, at(10, 12), at(11, 3)],
  ['today, when its hour is still to come', daily, null, at(10, 1), at(10, 3)],
  ['in the next night after one at its hour', daily, at(11, 3), at(10, 12), at(12, 3)],
  ['in the next night after one by hand', daily, at(11, 14), at(10, 12), at(12, 3)],
  ['in the first night also when it is weekly', weekly, null, at(10, 12), at(11, 3)],
  ['a week after the last one', weekly, at(11, 3, 1), at(10, 12), at(18, 3)],
  ['in the first night after the schedule was changed', weekly, at(9, 3), at(10, 12), at(11, 3)],
])('runs %s', (_what, settings, lastMs, sinceMs, wanted) => {
  expect(nextRun(settings, { lastMs, sinceMs })).toBe(wanted)
})

it('keeps its hour when the clocks are changed', () => {
  for (let day = 1; day <= 365; day++) {
    const lastMs = new Date(2026, 0, day, 4).getTime()
    const next = nextRun({ every: 'day', hour: 4 }, { lastMs, sinceMs: 0 })
    expect(new Date(next ?? 0).getHours()).toBe(4)
  }
})

it('is stale after twice its interval, after a month when it is by hand only, and not while it is new', () => {
  const times = { newestMs: at(10, 3), sinceMs: at(1, 0), nowMs: at(12, 2) }
  expect(isStale('day', times)).toBe(false)
  expect(isStale('day', { ...times, nowMs: at(12, 4) })).toBe(true)
  expect(isStale('week', { ...times, nowMs: at(20, 0) })).toBe(false)
  expect(isStale('off', { ...times, nowMs: at(40, 0) })).toBe(false)
  expect(isStale('off', { ...times, nowMs: at(41, 0) })).toBe(true)
  expect(isStale('day', { newestMs: null, sinceMs: at(10, 0), nowMs: at(11, 0) })).toBe(false)
  expect(isStale('day', { newestMs: null, sinceMs: at(10, 0), nowMs: at(13, 0) })).toBe(true)
})
