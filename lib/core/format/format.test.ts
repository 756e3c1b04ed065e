import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBytes, formatSpeed } from './format-bytes.ts'
import { formatDuration, formatPlaytime } from './format-duration.ts'
import { formatWhen } from './format-when.ts'

/** Locales differ in which space they set; the tests do not. */
const plain = (text: string) => text.replace(/\s/g, ' ')

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1449, '1.4 kB'],
    [18_000, '18 kB'],
    [380_400, '380 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [4_200_000, '4.2 MB'],
    [9_960_000, '10 MB'],
    [860_000_000, '860 MB'],
    [1_400_000_000, '1.4 GB'],
    [2_100_000_000_000, '2.1 TB'],
    [9e18, '9,000 PB'],
  ])('writes %d as %s', (sizeBytes, text) => {
    expect(plain(formatBytes(sizeBytes, 'en'))).toBe(text)
  })

  it('speaks other languages', () => {
    expect(plain(formatBytes(1_400_000_000, 'fr'))).toBe('1,4 Go')
    expect(plain(formatSpeed(11_200_000, 'en'))).toBe('11 MB/s')
    expect(plain(formatSpeed(500, 'de'))).toBe('0,5 kB/s')
  })

  it('never writes more than three digits below a petabyte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 900_000_000_000_000 }), (sizeBytes) =>
        /^(\d\.\d|\d{1,3}) [kMGTP]B$/.test(plain(formatBytes(sizeBytes, 'en'))),
      ),
    )
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '1 s'],
    [3.4, '3 s'],
    [38, '40 s'],
    [57, '55 s'],
    [58, '1 min'],
    [150, '3 min'],
    [3_540, '59 min'],
    [3_590, '1 h'],
    [4_830, '1 h 20 min'],
    [18_000, '5 h'],
    [100_000, '28 h'],
    [260_000, '3 days'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(plain(formatDuration(seconds, 'en'))).toBe(text)
  })

  it('speaks other languages', () => {
    expect(plain(formatDuration(180, 'de'))).toBe('3 Min.')
    expect(plain(formatDuration(40, 'fr'))).toBe('40 s')
    expect(plain(formatDuration(200_000, 'de'))).toBe('2 Tage')
  })
})

describe('formatPlaytime', () => {
  it.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [205, '3:25'],
    [5_525, '1:32:05'],
    [36_000, '10:00:00'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatPlaytime(seconds)).toBe(text)
  })
})

describe('formatWhen', () => {
  const now = Date.UTC(2026, 7, 6, 18, 24)

  it.each([
    [Date.UTC(2026, 7, 6, 9, 32), 'Today 09:32'],
    [Date.UTC(2026, 7, 6, 0, 0), 'Today 00:00'],
    [Date.UTC(2026, 7, 5, 23, 59), 'Yesterday 23:59'],
    [Date.UTC(2026, 7, 5, 21, 10), 'Yesterday 21:10'],
    [Date.UTC(2026, 7, 4, 23, 59), '4 Aug, 23:59'],
    [Date.UTC(2026, 6, 29, 19, 30), '29 Jul, 19:30'],
    [Date.UTC(2025, 6, 29, 19, 30), '29 Jul 2025'],
    [Date.UTC(2026, 7, 7, 1, 0), '7 Aug, 01:00'],
  ])('writes %d as %s', (ms, text) => {
    expect(plain(formatWhen(ms, now, 'en-GB', 'UTC'))).toBe(text)
  })

  it('counts days in the zone of the reader', () => {
    const lateEvening = Date.UTC(2026, 7, 5, 23, 30)
    expect(plain(formatWhen(lateEvening, now, 'en-GB', 'Europe/Berlin'))).toBe('Today 01:30')
    expect(plain(formatWhen(lateEvening, now, 'en-GB', 'America/New_York'))).toBe('Yesterday 19:30')
  })

  it('speaks other languages', () => {
    expect(plain(formatWhen(now, now, 'en-US', 'UTC'))).toBe('Today 6:24 PM')
    expect(plain(formatWhen(now, now, 'de', 'UTC'))).toBe('Heute 18:24')
  })

  it('counts calendar days over the change of the clock', () => {
    const afterChange = Date.UTC(2026, 2, 29, 20, 0)
    const dayBefore = Date.UTC(2026, 2, 28, 22, 30)
    expect(plain(formatWhen(dayBefore, afterChange, 'en-GB', 'Europe/Berlin'))).toBe('Yesterday 23:30')
  })
})
