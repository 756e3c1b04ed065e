import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDurationMs, parseSizeBytes } from './parse-amount.ts'

describe('parseSizeBytes', () => {
  it.each([
    ['0', 0],
    ['1024', 1024],
    [2048, 2048],
    ['20GB', 20e9],
    ['20 gb', 20e9],
    ['1.5GiB', 1.5 * 2 ** 30],
    ['500M', 500e6],
    ['1Ti', 2 ** 40],
  ])('reads %s', (raw, bytes) => {
    expect(parseSizeBytes(raw)).toBe(bytes)
  })

  it.each(['', 'GB', '-1', '1e3', '1,5GB', '1 XB', '20GB!', '0x10', '9999999TB', Number.NaN, -1])(
    'refuses %s',
    (raw) => {
      expect(parseSizeBytes(raw)).toBeNull()
    },
  )

  it('reads every whole number of bytes as itself', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (bytes) => parseSizeBytes(bytes) === bytes))
  })
})

describe('parseDurationMs', () => {
  it.each([
    ['7', 7 * 86_400_000],
    [7, 7 * 86_400_000],
    ['7d', 7 * 86_400_000],
    ['7 days', 7 * 86_400_000],
    ['1h 30m', 5_400_000],
    ['1h30min', 5_400_000],
    ['90s', 90_000],
    ['250ms', 250],
    ['2 weeks', 14 * 86_400_000],
  ])('reads %s with days as the bare unit', (raw, ms) => {
    expect(parseDurationMs(raw, 86_400_000)).toBe(ms)
  })

  it.each(['', 'soon', '-1', '1x', '1h-', 'h1', '1e9', Number.POSITIVE_INFINITY])('refuses %s', (raw) => {
    expect(parseDurationMs(raw, 1000)).toBeNull()
  })
})
