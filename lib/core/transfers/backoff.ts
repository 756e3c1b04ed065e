const FIRST_DELAY_MS = 1_000
const MAX_DELAY_MS = 60_000

/**
 * How long to wait before attempt `attempts + 1`: doubled each time, between half and whole by chance, so that the
 * phones of a household do not all knock in the same second when the server is back.
 * @param random from 0 to 1
 */
export function backoffMs(attempts: number, random: number): number {
  const delay = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1))
  return Math.round(delay / 2 + (delay / 2) * random)
}

/**
 * When a retry that was written down earlier is due: a clock that was set back since then must not make it wait for
 * longer than any retry does.
 */
export function dueMs(retryAtMs: number, nowMs: number): number {
  return Math.min(retryAtMs, nowMs + MAX_DELAY_MS)
}
