import { describe, expect, it } from 'vitest'
import { createRateLimiter } from './rate-limiter.ts'

function setUp() {
  const clock = { ms: 0, now: () => 0, monotonic: () => clock.ms }
  const policy = { capacity: 2, refillPerSecond: 1 }
  const limiter = createRateLimiter({
    clock,
    policies: { 'sign-in': policy, unlock: policy, token: policy, 'look-up': null, download: policy, upload: policy },
  })
  return { clock, limiter }
}
const limited = expect.objectContaining({ code: 'rate_limited', details: { retryAfterSeconds: 1 } })

describe('the rate limiter', () => {
  it('refuses the third request of a minute and says when to come back', () => {
    const { clock, limiter } = setUp()
    limiter.take('unlock', 'a', null)
    limiter.take('unlock', 'a', null)
    expect(() => limiter.take('unlock', 'a', null)).toThrow(limited)
    clock.ms = 1000
    limiter.take('unlock', 'a', null)
  })

  it('counts clients and kinds of requests apart', () => {
    const { limiter } = setUp()
    for (const client of ['a', 'b'])
      for (const bucket of ['unlock', 'token'] as const) limiter.take(bucket, client, null)
    limiter.take('unlock', 'a', null)
    expect(() => limiter.take('unlock', 'a', null)).toThrow(limited)
  })

  it('takes many ranges of one file for one download', () => {
    const { limiter } = setUp()
    for (let i = 0; i < 50; i++) limiter.take('download', 'a', 'film')
    limiter.take('download', 'a', 'other')
    expect(() => limiter.take('download', 'a', 'third')).toThrow(limited)
    limiter.take('download', 'a', 'film')
  })

  it('knows no limit where the settings say none', () => {
    const { limiter } = setUp()
    for (let i = 0; i < 5000; i++) limiter.take('look-up', 'a', null)
    limiter.take('none', 'a', null)
  })
})
