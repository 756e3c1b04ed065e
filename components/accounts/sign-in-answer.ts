import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/**
 * The failure that next-auth carries as a string. The vault sends a code of its list, with seconds to wait
 * behind a colon ("locked_out:280"); anything else that next-auth says is a wrong name or password.
 */
export function signInError(error: string, status: number): VaultError {
  const [code = '', seconds] = error.split(':')
  if (isErrorCode(code)) {
    const wait = Number(seconds)
    const details = seconds !== undefined && Number.isFinite(wait) ? { retryAfterSeconds: wait } : {}
    return new VaultError(code, { details })
  }
  if (status === 429) return new VaultError('rate_limited')
  return new VaultError(status >= 500 ? 'unavailable' : 'wrong_credentials')
}
