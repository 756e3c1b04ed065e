import { expect, it } from 'vitest'
import { begun, knownDamaged } from './scrub-state.ts'

it('knows of damage while the next check runs, and no longer when that found none', () => {
  const first = { ...begun('1', 1, null), damagedCount: 3, finishedAt: 2 }
  expect(knownDamaged(first)).toBe(3)
  const second = begun('2', 3, first)
  expect(knownDamaged(second)).toBe(3)
  const third = begun('3', 4, { ...second, damagedCount: 5 })
  expect(knownDamaged(third)).toBe(5)
  expect(knownDamaged({ ...third, finishedAt: 5 })).toBe(0)
  expect(knownDamaged(null)).toBe(0)
})
