import type { ErrorCode } from './error-codes.ts'

/** A failure with one code of the closed list. Edges map it once: HTTP status, socket answer, exit code. */
export class VaultError extends Error {
  readonly code: ErrorCode
  /** Parameters for the client's sentence; plain JSON, never secrets or paths of the host. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'VaultError'
    this.code = code
    this.details = options.details ?? {}
  }
}
