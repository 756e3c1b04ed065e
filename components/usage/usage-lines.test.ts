import { expect, it } from 'vitest'
import type { Usage } from '#lib/contracts/http/usage.ts'
import { usageLines, worstLine } from './usage-lines.ts'

const FREE: Usage = {
  account: { usedBytes: 20, limitBytes: null },
  guests: null,
  place: { usedBytes: 50, limitBytes: null, keptBytes: 5 },
  disk: { totalBytes: 1000, freeBytes: 400 },
}
const GUEST: Usage = {
  account: null,
  guests: { usedBytes: 3, limitBytes: 9 },
  place: { usedBytes: 50, limitBytes: null, keptBytes: 0 },
  disk: null,
}

it('measures what has no quota by the disk, and the disk by itself', () => {
  expect(usageLines(FREE, true).map(({ of, share, level }) => [of, share, level])).toEqual([
    ['account', 0.02, 'fine'],
    ['place', 0.05, 'fine'],
    ['disk', 0.6, 'fine'],
  ])
  expect(usageLines(FREE, false).map(({ of }) => of)).toEqual(['account', 'disk'])
})

it('has no share for a guest in a room without a quota, and no line of guests without one', () => {
  expect(usageLines(GUEST, true).map(({ of, share }) => [of, share])).toEqual([
    ['guests', 3 / 9],
    ['place', null],
  ])
  const open = { ...GUEST, guests: { usedBytes: 3, limitBytes: null } }
  expect(usageLines(open, true).map(({ of }) => of)).toEqual(['place'])
})

it.each([
  [89, 100, 'fine', 11],
  [90, 100, 'near', 10],
  [99, 100, 'near', 1],
  [100, 100, 'full', 0],
  [130, 100, 'full', 0],
  [0, 0, 'full', 0],
] as const)('calls %d of %d %s, with %d left', (usedBytes, limitBytes, level, left) => {
  const [line] = usageLines({ ...FREE, account: { usedBytes, limitBytes } }, false)
  expect([line?.level, line?.leftBytes]).toEqual([level, left])
  expect(line?.share).toBeLessThanOrEqual(1)
})

it('speaks of what is full before what is nearly full, and of the disk first', () => {
  const tight: Usage = {
    account: { usedBytes: 95, limitBytes: 100 },
    guests: null,
    place: { usedBytes: 40, limitBytes: 40, keptBytes: 0 },
    disk: { totalBytes: 1000, freeBytes: 20 },
  }
  expect(worstLine(usageLines(tight, true))?.of).toBe('place')
  expect(worstLine(usageLines({ ...tight, place: FREE.place }, true))?.of).toBe('disk')
  expect(worstLine(usageLines(FREE, true))).toBeNull()
})
