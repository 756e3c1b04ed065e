import { expect, it } from 'vitest'
import { formatWhen } from '#lib/core/format/format-when.ts'
import { inSentence } from './in-sentence.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const DAY_MS = 86_400_000

it.each([
  ['en-GB', 0, 'today 12:00'],
  ['en-US', 0, 'today 12:00 PM'],
  ['en-US', -1, 'yesterday 12:00 PM'],
  ['en-GB', -7, '15 Nov, 12:00'],
  ['en-US', -7, 'Nov 15, 12:00 PM'],
  ['en-US', 7, 'Nov 29, 12:00 PM'],
  ['en-US', -365, 'Nov 22, 2025'],
])('in %s, %i days on: %s', (locale, days, wanted) => {
  const words = inSentence(formatWhen(NOON + days * DAY_MS, NOON, locale, 'UTC'))
  expect(words.replaceAll('\u202f', ' ')).toBe(wanted)
})
