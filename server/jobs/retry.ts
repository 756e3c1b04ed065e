import type { ErrorCode } from '#lib/core/errors/error-codes.ts'

export const MAX_ATTEMPTS = 5

/** Failures that pass by themselves, or after somebody plugged in a drive or made room. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'place_offline',
  'content_missing',
  'content_changed',
  'disk_full',
])

export type AfterFailure = { kind: 'fail' } | { kind: 'retry'; delayMs: number }

/** One second, then four times longer after each attempt, up to five minutes. */
export function afterFailure(code: ErrorCode, attempts: number): AfterFailure {
  if (!RETRYABLE.has(code) || attempts >= MAX_ATTEMPTS) return { kind: 'fail' }
  return { kind: 'retry', delayMs: Math.min(1_000 * 4 ** (attempts - 1), 300_000) }
}
