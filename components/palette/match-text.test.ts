import { expect, test } from 'vitest'
import { matchesText } from './match-text.ts'

test.each([
  ['Dark look', 'da lo', true],
  ['Dark look', 'look', true],
  ['Dark look', 'ook', false],
  ['Grandma & Grandpa', 'grandp', true],
  ['Fotos Größe', 'gros', true],
  ['Ärzte', 'arz', true],
  ['Family', '', true],
  ['Family', 'family x', false],
] as const)('%s is found by "%s": %s', (text, typed, found) => {
  expect(matchesText(text, typed)).toBe(found)
})
