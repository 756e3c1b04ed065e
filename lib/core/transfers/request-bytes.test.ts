import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditBytes, FIRST_REQUEST_BYTES, limitedRequestBytes, requestBytes } from './request-bytes.ts'

const MIB = 1024 * 1024

describe('requestBytes', () => {
  it.each([
    ['nothing is known yet', null, FIRST_REQUEST_BYTES],
    ['a quick network: twice as much', { bytes: 8 * MIB, elapsedMs: 80 }, 16 * MIB],
    ['at its most', { bytes: 64 * MIB, elapsedMs: 600 }, 64 * MIB],
    ['as it is', { bytes: 8 * MIB, elapsedMs: 4_000 }, 8 * MIB],
    ['slower than before', { bytes: 8 * MIB, elapsedMs: 16_000 }, 2 * MIB],
    ['a poor one: at its least', { bytes: 8 * MIB, elapsedMs: 300_000 }, MIB],
    ['a clock that did not move', { bytes: 8 * MIB, elapsedMs: 0 }, 16 * MIB],
  ])('%s', (_, last, expected) => {
    expect(requestBytes(last)).toBe(expected)
  })

  it('settles at four seconds, whatever the network does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300_000, max: 16_000_000 }), (bytesPerSecond) => {
        let bytes = requestBytes(null)
        for (let turn = 0; turn < 8; turn++) bytes = requestBytes({ bytes, elapsedMs: (bytes / bytesPerSecond) * 1000 })
        expect(Math.abs(bytes / bytesPerSecond - 4)).toBeLessThan(0.01)
      }),
    )
  })
})

describe('a limit', () => {
  it('gives half a second to a request, and what was missed before', () => {
    expect(limitedRequestBytes(2_000_000, 0)).toBe(1_000_000)
    expect(limitedRequestBytes(2_000_000, 5_000_000)).toBe(6_000_000)
    expect(limitedRequestBytes(1_000, 0)).toBe(64 * 1024)
    expect(limitedRequestBytes(1e12, 0)).toBe(64 * MIB)
  })

  it('lets nobody make up for more than one request', () => {
    expect(creditBytes(1_000_000, 60_000)).toBe(60_000_000)
    expect(creditBytes(1_000_000, 3_600_000)).toBe(64 * MIB)
    expect(creditBytes(1_000_000, -5)).toBe(0)
  })
})
