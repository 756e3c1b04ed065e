import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'

/** Why somebody was not let in. */
export interface SignInRefusal {
  readonly code: ErrorCode
  /** With `locked_out` and `rate_limited`. */
  readonly retryAfterSeconds: number | null
}

/** next-auth carries a refusal as one text, the `error` of its answer; this is how ours reads: `locked_out:300`. */
export function toSignInError({ code, retryAfterSeconds }: SignInRefusal): string {
  return retryAfterSeconds === null ? code : `${code}:${Math.ceil(retryAfterSeconds)}`
}

/** What the sign-in page shows; a text that is none of ours is `internal`. */
export function parseSignInError(text: string): SignInRefusal {
  const [code, seconds] = text.split(':')
  const retryAfterSeconds = seconds !== undefined && /^\d{1,9}$/.test(seconds) ? Number(seconds) : null
  return isErrorCode(code) ? { code, retryAfterSeconds } : { code: 'internal', retryAfterSeconds: null }
}
