import { expect, it } from 'vitest'
import { isPasswordShort, type LinkDraft, NEW_LINK, toBody } from './link-draft.ts'

const NOW = 1_000_000

it.each<[string, Partial<LinkDraft>, object]>([
  ['a week, for as many as come', {}, { expiresAt: NOW + 604_800_000, maxDownloads: null, password: null, drop: null }],
  ['once, for ever', { visitors: 1, until: 'never' }, { expiresAt: null, maxDownloads: 1 }],
  ['with a password', { password: 'plum' }, { password: 'plum' }],
  [
    'a drop box',
    { isDrop: true, visitors: 5 },
    { maxDownloads: null, drop: { maxBytes: 10_000_000_000, maxFiles: null } },
  ],
  [
    'a drop box without limits',
    { isDrop: true, dropBytes: 0, dropFiles: 3 },
    { drop: { maxBytes: null, maxFiles: 3 } },
  ],
])('%s', (_name, change, wanted) => {
  expect(toBody({ ...NEW_LINK, ...change }, ['a'], NOW)).toMatchObject({ entries: ['a'], ...wanted })
})

it.each([
  ['', false],
  ['abc', true],
  ['abcd', false],
  ['äöü', true],
])('the password %j is too short: %s', (password, wanted) => {
  expect(isPasswordShort({ ...NEW_LINK, password })).toBe(wanted)
})
