import { describe, expect, it } from 'vitest'
import { planLeaf } from './plan-leaf.ts'

const DAY = 86_400_000
const BUILT = Date.parse('2026-06-01')
const NOW = Date.parse('2026-07-01')
const leaf = { names: ['localhost', '10.0.0.5'], notBeforeMs: NOW - DAY, notAfterMs: NOW + 396 * DAY }
const base = { leaf, wantedNames: ['localhost'], authorityNotAfterMs: NOW + 3000 * DAY, nowMs: NOW, builtAtMs: BUILT }

describe('planLeaf', () => {
  it.each([
    ['keeps a leaf that is good for every name', base, { kind: 'keep' }],
    ['mints the first one', { ...base, leaf: null }, { kind: 'mint', because: 'missing' }],
    ['mints for a new address', { ...base, wantedNames: ['10.0.0.6'] }, { kind: 'mint', because: 'names' }],
    ['keeps it on the thirtieth day before its end', { ...base, nowMs: NOW + 366 * DAY }, { kind: 'keep' }],
    ['renews it after that', { ...base, nowMs: NOW + 366 * DAY + 1 }, { kind: 'mint', because: 'age' }],
    [
      'renews it when the clock went back before it began',
      { ...base, nowMs: NOW - 2 * DAY },
      { kind: 'mint', because: 'clock' },
    ],
    [
      'mints nothing with a clock before the build',
      { ...base, leaf: null, nowMs: BUILT - 1 },
      { kind: 'blocked', because: 'clock_before_build' },
    ],
    [
      'keeps a good leaf with a clock before the build that it covers',
      { ...base, builtAtMs: NOW + DAY },
      { kind: 'keep' },
    ],
    [
      'mints nothing under an expired authority',
      { ...base, nowMs: NOW + 3001 * DAY },
      { kind: 'blocked', because: 'authority_expired' },
    ],
    [
      'does not mint again and again when the authority ends soon',
      { ...base, nowMs: NOW + 390 * DAY, authorityNotAfterMs: leaf.notAfterMs },
      { kind: 'keep' },
    ],
  ])('%s', (_, state, plan) => {
    expect(planLeaf(state)).toEqual(plan)
  })
})
