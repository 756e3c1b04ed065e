import type { RateBucket } from '#lib/contracts/http/route.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type RatePolicy, type RateState, take } from '#lib/core/lockout/rate-limit.ts'
import type { Clock } from '#server/clock.ts'

/** null: no limit. */
export type RatePolicies = Readonly<Record<Exclude<RateBucket, 'none'>, RatePolicy | null>>

const MAX_STATES = 20_000
/** Ranges of one file within this time are one download: seeking in a film costs nothing. */
const SAME_TARGET_MS = 10 * 60_000

export interface RateLimiter {
  /**
   * @param client whose bucket pays, usually an address
   * @param target what is asked for; asking for the same again soon is free. null: every request pays
   * @throws VaultError rate_limited with retryAfterSeconds
   */
  take(bucket: RateBucket, client: string, target: string | null): void
}

/** Token buckets per client and kind of request, in memory; the oldest are forgotten first. */
export function createRateLimiter(options: { policies: RatePolicies; clock: Clock }): RateLimiter {
  const { policies, clock } = options
  const states = new Map<string, RateState>()
  const paid = new Map<string, number>()

  return {
    take(bucket, client, target) {
      const policy = bucket === 'none' ? null : policies[bucket]
      if (policy === null) return
      const now = clock.monotonic()
      const id = `${bucket} ${client}`
      const targetId = target === null ? null : `${id} ${target}`
      if (targetId !== null && now - (paid.get(targetId) ?? Number.NEGATIVE_INFINITY) < SAME_TARGET_MS) return
      const outcome = take(states.get(id) ?? null, now, policy, 1)
      remember(states, id, outcome.state)
      if (!outcome.allowed) {
        throw new VaultError('rate_limited', { details: { retryAfterSeconds: Math.ceil(outcome.retryAfterMs / 1000) } })
      }
      if (targetId !== null) remember(paid, targetId, now)
    },
  }
}

/** The newest stay: a Map keeps the order of insertion. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > MAX_STATES) map.delete(map.keys().next().value ?? '')
}
