import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatContentRange, formatUnsatisfied, parseContentRange } from './content-range.ts'

describe('parseContentRange', () => {
  it.each([
    ['bytes 0-0/1', { kind: 'range', start: 0, end: 0, sizeBytes: 1 }],
    ['bytes 5-9/*', { kind: 'range', start: 5, end: 9, sizeBytes: null }],
    ['bytes */10', { kind: 'unsatisfied', sizeBytes: 10 }],
  ])('reads %s', (header, expected) => {
    expect(parseContentRange(header)).toEqual(expected)
  })

  it.each([
    [null],
    [undefined],
    [''],
    ['bytes 0-10/10'],
    ['bytes 5-4/10'],
    ['bytes */*'],
    ['bytes=0-1/2'],
    ['bytes 0-1'],
    ['items 0-1/2'],
    ['bytes 0-1/9999999999999999'],
    ['bytes 0-9999999999999999/*'],
    ['bytes 0 - 1/2'],
  ])('refuses %j', (header) => {
    expect(parseContentRange(header)).toBeNull()
  })

  it('reads what is formatted', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (start, length, rest) => {
        const end = start + length
        const sizeBytes = end + 1 + rest
        const header = formatContentRange({ start, end }, sizeBytes)
        expect(parseContentRange(header)).toEqual({ kind: 'range', start, end, sizeBytes })
        expect(parseContentRange(formatUnsatisfied(sizeBytes))).toEqual({ kind: 'unsatisfied', sizeBytes })
      }),
    )
  })
})
