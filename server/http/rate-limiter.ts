import type { RateBucket } from '#lib/contracts/http/route.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type RatePolicy, type RateState, take } from '#lib/core/lockout/rate-limit.ts'
import type { Clock } from '#server/clock.ts'

export type RatePolicies = Readonly<Record<Exclude<RateBucket, 'none'>, RatePolicy>>

/** Generous for a household behind one address, a wall for a script that guesses. */
export const DEFAULT_RATES: RatePolicies = {
  'sign-in': { capacity: 30, refillPerSecond: 0.5 },
  unlock: { capacity: 60, refillPerSecond: 1 },
  token: { capacity: 30, refillPerSecond: 0.5 },
  'look-up': { capacity: 600, refillPerSecond: 50 },
  download: { capacity: 20_000, refillPerSecond: 10_000 },
  upload: { capacity: 20_000, refillPerSecond: 2_000 },
}

const MAX_STATES = 20_000

export interface RateLimiter {
  /** @throws VaultError rate_limited with retryAfterSeconds */
  take(bucket: RateBucket, key: string): void
}

/** Token buckets per address and kind of request, in memory; the oldest are forgotten first. */
export function createRateLimiter(options: { policies: RatePolicies; clock: Clock }): RateLimiter {
  const states = new Map<string, RateState>()
  return {
    take(bucket, key) {
      if (bucket === 'none') return
      const id = `${bucket} ${key}`
      const outcome = take(states.get(id) ?? null, options.clock.monotonic(), options.policies[bucket], 1)
      states.delete(id)
      states.set(id, outcome.state)
      if (states.size > MAX_STATES) states.delete(states.keys().next().value ?? '')
      if (!outcome.allowed) {
        throw new VaultError('rate_limited', { details: { retryAfterSeconds: Math.ceil(outcome.retryAfterMs / 1000) } })
      }
    },
  }
}
