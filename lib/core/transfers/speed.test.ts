import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSample, currentSpeed, type Speed, secondsLeft } from './speed.ts'

function measured(samples: readonly [bytes: number, nowMs: number][]): Speed | null {
  return samples.reduce<Speed | null>((speed, [bytes, nowMs]) => addSample(speed, bytes, nowMs), null)
}

const MB = 1_000_000

describe('speed', () => {
  it('is unknown before two samples', () => {
    expect(currentSpeed(null, 0)).toBeNull()
    expect(currentSpeed(measured([[0, 0]]), 0)).toBeNull()
  })

  it('is right from the first measurement on', () => {
    expect(
      currentSpeed(
        measured([
          [0, 0],
          [5 * MB, 500],
        ]),
        500,
      ),
    ).toBeCloseTo(10 * MB, 0)
  })

  it('follows a change within seconds, not at once', () => {
    const steady: [number, number][] = Array.from({ length: 21 }, (_, i) => [i * MB, i * 1000])
    const faster: [number, number][] = Array.from({ length: 10 }, (_, i) => [
      20 * MB + (i + 1) * 10 * MB,
      21_000 + i * 1000,
    ])
    expect(currentSpeed(measured([...steady, ...faster.slice(0, 1)]), 21_000)).toBeLessThan(4 * MB)
    expect(currentSpeed(measured([...steady, ...faster]), 30_000)).toBeGreaterThan(8 * MB)
  })

  it('takes bursts of acknowledgements together', () => {
    const bursts = measured([
      [0, 0],
      [8 * MB, 1000],
      [8 * MB, 1010],
      [16 * MB, 2000],
      [16 * MB, 2001],
    ])
    expect(currentSpeed(bursts, 2001)).toBeCloseTo(8 * MB, -4)
  })

  it('survives a fresh start from byte 0', () => {
    const speed = measured([
      [0, 0],
      [5 * MB, 1000],
      [0, 2000],
      [5 * MB, 3000],
    ])
    expect(currentSpeed(speed, 3000)).toBeCloseTo(5 * MB, 0)
  })

  it('falls when nothing arrives any more', () => {
    const speed = measured([
      [0, 0],
      [5 * MB, 1000],
    ])
    expect(currentSpeed(speed, 6000)).toBeCloseTo(5 * MB, 0)
    expect(currentSpeed(speed, 60_000)).toBeLessThan(1000)
  })

  it('lies between the slowest and the fastest that was measured', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 10 * MB }), fc.integer({ min: 200, max: 5000 }))
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        let [bytes, now] = [0, 0]
        let speed = addSample(null, 0, 0)
        const rates: number[] = []
        for (const [more, elapsed] of steps) {
          bytes += more
          now += elapsed
          rates.push((more / elapsed) * 1000)
          speed = addSample(speed, bytes, now)
        }
        const current = currentSpeed(speed, now) ?? Number.NaN
        expect(current).toBeGreaterThanOrEqual(Math.min(...rates) * 0.999)
        expect(current).toBeLessThanOrEqual(Math.max(...rates) * 1.001)
      }),
    )
  })
})

describe('secondsLeft', () => {
  it.each([
    [0, null, 0],
    [100, null, null],
    [100, 0.5, null],
    [100, 50, 2],
  ])('of %d bytes at %d', (remaining, speed, expected) => {
    expect(secondsLeft(remaining, speed)).toBe(expected)
  })
})
