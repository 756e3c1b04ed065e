import { expect, it } from 'vitest'
import { type Standing, shareOf, standingOf } from './resume.ts'

const MINUTE = 60_000

it.each<[Parameters<typeof standingOf>[0], number, number, Standing]>([
  ['film', 0, 90 * MINUTE, 'start'],
  ['film', 4_999, 90 * MINUTE, 'start'],
  ['film', 5_000, 90 * MINUTE, 'middle'],
  ['film', 94 * 1000, 100_000, 'middle'],
  ['film', 95 * 1000, 100_000, 'end'],
  ['film', 200_000, 100_000, 'end'],
  ['film', 30_000, 59_999, 'start'],
  ['film', 58_000, 59_999, 'end'],
  ['film', 30_000, 0, 'start'],
  ['sound', 2 * MINUTE, 4 * MINUTE, 'start'],
  ['sound', 2 * MINUTE, 15 * MINUTE, 'middle'],
  ['photo', 2 * MINUTE, 15 * MINUTE, 'start'],
])('of a %s at %i of %i says: %s', (type, positionMs, durationMs, expected) => {
  expect(standingOf(type, { positionMs, durationMs })).toBe(expected)
})

it('gives a share between nothing and all', () => {
  expect(shareOf({ positionMs: 5, durationMs: 10 })).toBe(0.5)
  expect(shareOf({ positionMs: 15, durationMs: 10 })).toBe(1)
  expect(shareOf({ positionMs: 15, durationMs: 0 })).toBe(0)
})
