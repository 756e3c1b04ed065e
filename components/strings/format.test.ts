import { describe, expect, test } from 'vitest'
import { createFormatter } from './format.ts'

const format = createFormatter('en-GB')
const at = (text: string) => new Date(text).getTime()

describe('sizes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [380_000, '380 kB'],
    [999_600, '1 MB'],
    [4_240_000, '4.2 MB'],
    [9_960_000, '10 MB'],
    [1_400_000_000, '1.4 GB'],
    [2_100_000_000_000, '2.1 TB'],
    [9_007_199_254_740_991, '9 PB'],
  ])('%i bytes are %s', (sizeBytes, words) => {
    expect(format.bytes(sizeBytes)).toBe(words)
  })

  test('use the decimal sign of the language', () => {
    expect(createFormatter('de').bytes(1_400_000_000)).toBe('1,4 GB')
  })
})

describe('times', () => {
  const now = at('2026-08-23T18:24:00')
  test.each([
    ['2026-08-23T00:01:00', 'Today 00:01'],
    ['2026-08-22T21:10:00', 'Yesterday 21:10'],
    ['2026-08-03T08:02:00', '3 Aug, 08:02'],
    ['2024-07-29T19:30:00', '29 Jul 2024'],
  ])('%s reads %s', (time, words) => {
    expect(format.when(at(time), now)).toBe(words)
  })

  test.each([
    [0.2, '1 s'],
    [40, '40 s'],
    [239, '4 min'],
    [7800, '2 h 10 min'],
    [7200, '2 h'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(format.duration(seconds)).toBe(words)
  })

  test.each([
    [47, '0:47'],
    [300, '5:00'],
    [6750, '1:52:30'],
  ])('a clock of %i seconds shows %s', (seconds, words) => {
    expect(format.clock(seconds)).toBe(words)
  })
})
