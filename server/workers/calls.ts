import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** What travels between a caller and its worker thread; `unknown` bodies are typed at both ends. */
export type CallMessage = { id: number; request: unknown } | { close: true }

export type AnswerMessage = { id: number; answer: unknown } | { id: number; failure: CarriedFailure }

/** A VaultError as plain data: classes do not survive the way between threads. */
export interface CarriedFailure {
  code: ErrorCode
  details: Record<string, unknown>
  /** For the log only. */
  cause: string
}

export function carryFailure(error: unknown): CarriedFailure {
  const cause = describe(error instanceof VaultError ? (error.cause ?? error) : error)
  if (error instanceof VaultError) return { code: error.code, details: { ...error.details }, cause }
  return { code: 'internal', details: {}, cause }
}

export const reviveFailure = ({ code, details, cause }: CarriedFailure) =>
  new VaultError(code, { details, cause: new Error(cause) })

const describe = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
