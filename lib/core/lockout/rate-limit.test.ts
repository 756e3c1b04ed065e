import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RateState, take } from './rate-limit.ts'

const POLICY = { capacity: 3, refillPerSecond: 2 }

describe('take', () => {
  it('lets a full bucket through, then says how long to wait', () => {
    let state: RateState | null = null
    const outcomes: [boolean, number][] = []
    for (const now of [0, 0, 0, 0, 400, 500]) {
      const outcome = take(state, now, POLICY, 1)
      state = outcome.state
      outcomes.push([outcome.allowed, outcome.retryAfterMs])
    }
    expect(outcomes).toEqual([
      [true, 0],
      [true, 0],
      [true, 0],
      [false, 500],
      [false, 100],
      [true, 0],
    ])
  })

  it('never holds more than its capacity', () => {
    const { state } = take({ tokens: 0, atMs: 0 }, 1e9, POLICY, 1)
    expect(state.tokens).toBe(2)
  })

  it('does not refill while the clock goes back', () => {
    expect(take({ tokens: 0, atMs: 1000 }, 0, POLICY, 1)).toMatchObject({
      allowed: false,
      state: { atMs: 0, tokens: 0 },
    })
  })

  it('says that waiting is in vain for what never fits', () => {
    expect(take(null, 0, POLICY, 4).retryAfterMs).toBe(Number.POSITIVE_INFINITY)
    expect(take({ tokens: 0, atMs: 0 }, 0, { capacity: 3, refillPerSecond: 0 }, 1).retryAfterMs).toBe(
      Number.POSITIVE_INFINITY,
    )
  })

  const policies = fc.record({
    capacity: fc.integer({ min: 1, max: 100 }),
    refillPerSecond: fc.double({ min: 0.01, max: 1000, noNaN: true }),
  })

  it('allows after waiting as long as it said, not sooner', () => {
    const tokens = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(policies, tokens, (policy, left) => {
        const refused = take({ tokens: left, atMs: 0 }, 0, policy, 1)
        if (refused.allowed) return
        expect(take(refused.state, refused.retryAfterMs, policy, 1).allowed).toBe(true)
        if (refused.retryAfterMs > 2)
          expect(take(refused.state, refused.retryAfterMs - 2, policy, 1).allowed).toBe(false)
      }),
    )
  })

  it('allows no more than the capacity and what was refilled', () => {
    fc.assert(
      fc.property(policies, fc.array(fc.nat(500), { maxLength: 80 }), (policy, waits) => {
        let state: RateState | null = null
        let now = 0
        let allowed = 0
        for (const wait of waits) {
          now += wait
          const outcome = take(state, now, policy, 1)
          state = outcome.state
          if (outcome.allowed) allowed++
        }
        expect(allowed).toBeLessThanOrEqual(policy.capacity + (now / 1000) * policy.refillPerSecond + 0.001)
      }),
    )
  })
})
