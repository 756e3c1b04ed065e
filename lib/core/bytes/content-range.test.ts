import { expect, it } from 'vitest'
import { formatContentRange, formatUnsatisfied } from './content-range.ts'

it('says which bytes of how many', () => {
  expect(formatContentRange({ start: 0, end: 0 }, 1)).toBe('bytes 0-0/1')
  expect(formatContentRange({ start: 5, end: 9 }, 1_000)).toBe('bytes 5-9/1000')
})

it('says how many there are when none were asked for', () => {
  expect(formatUnsatisfied(10)).toBe('bytes */10')
})
