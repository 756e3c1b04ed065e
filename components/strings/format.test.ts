import { expect, test } from 'vitest'
import { createFormatter } from './format.ts'

const format = createFormatter('en')

test.each([
  [0.2, '1 s'],
  [46.3, '47 s'],
  [59, '59 s'],
  [280, '5 min'],
])('a wait of %d seconds is counted to the second below a minute: %s', (seconds, words) => {
  expect(format.wait(seconds)).toBe(words)
})

test('numbers, sizes and lists follow the language of the browser', () => {
  const german = createFormatter('de')
  expect(german.number(1204518)).toBe('1.204.518')
  expect(german.bytes(1_400_000_000).replace(/\s/g, ' ')).toBe('1,4 GB')
  expect(german.list(['Mila', 'Theo', 'Ada'])).toBe('Mila, Theo und Ada')
})
