/** A bucket that holds `capacity` tokens and regains `refillPerSecond`; a request takes its cost. */
export type RatePolicy = { readonly capacity: number; readonly refillPerSecond: number }

/** `atMs` is of whatever clock the caller uses; a monotonic one, or a set-back clock stops the refill. */
export type RateState = { readonly tokens: number; readonly atMs: number }

export type RateOutcome = {
  state: RateState
  allowed: boolean
  /** 0 when allowed; Infinity when the cost is more than the bucket ever holds. */
  retryAfterMs: number
}

/** Fractions of tokens add up inexactly; without this, waiting as told could fall short by one last bit. */
const ROUNDING = 1e-6

/**
 * A refusal costs nothing, so waiting always helps.
 * @param state null for a caller that was never seen: a full bucket
 */
export function take(state: RateState | null, nowMs: number, policy: RatePolicy, cost: number): RateOutcome {
  const { capacity, refillPerSecond } = policy
  const elapsedMs = state === null ? 0 : Math.max(0, nowMs - state.atMs)
  const tokens = state === null ? capacity : Math.min(capacity, state.tokens + (elapsedMs / 1000) * refillPerSecond)
  if (tokens + ROUNDING >= cost) {
    return { state: { tokens: Math.max(0, tokens - cost), atMs: nowMs }, allowed: true, retryAfterMs: 0 }
  }
  const reachable = cost <= capacity && refillPerSecond > 0
  const retryAfterMs = reachable ? Math.ceil(((cost - tokens) / refillPerSecond) * 1000) : Number.POSITIVE_INFINITY
  return { state: { tokens, atMs: nowMs }, allowed: false, retryAfterMs }
}
