import type { ErrorCode } from '#lib/core/errors/error-codes.ts'

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
