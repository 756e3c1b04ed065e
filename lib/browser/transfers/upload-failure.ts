import { ERROR_CODES, type ErrorCode } from '#lib/core/errors/error-codes.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { UploadFailure } from './uploader.ts'

export interface HttpAnswer {
  status: number
  /** The problem document, or anything else that came. */
  body: string
  retryAfterSeconds: number | null
}

const SIGN_IN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['not_signed_in', 'session_ended', 'token_invalid'])

/** Refusals that may be over in a moment without anybody doing anything. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'upload_locked',
  'upload_offset_mismatch',
  'upload_stalled',
  'checksum_mismatch',
  'rate_limited',
  'too_many_uploads',
  'place_offline',
])

/** What an answer that is no success means for the transfer. */
export function failureOfAnswer(answer: HttpAnswer): UploadFailure {
  const code = codeOfBody(answer.body) ?? codeOfStatus(answer.status)
  return failureOfCode(code, answer.retryAfterSeconds)
}

/** No answer came at all: the network is away, or the vault is. */
export function failureOfSilence(isOnline: boolean): UploadFailure {
  return isOnline ? { kind: 'serverError', code: 'unavailable', retryable: true } : { kind: 'networkLost' }
}

/** The same for a call of the typed client. */
export function failureOfError(error: unknown, isOnline: boolean): UploadFailure {
  if (!(error instanceof VaultError)) return { kind: 'serverError', code: 'internal', retryable: true }
  if (error.details.offline === true) return failureOfSilence(isOnline)
  const seconds = error.details.retryAfterSeconds
  return failureOfCode(error.code, typeof seconds === 'number' ? seconds : null)
}

function failureOfCode(code: ErrorCode, retryAfterSeconds: number | null): UploadFailure {
  if (SIGN_IN.has(code)) return { kind: 'needsSignIn' }
  if (code === 'room_locked') return { kind: 'needsPassword' }
  const retryable = PASSING.has(code) || isPassingStatus(ERROR_CODES[code][0])
  return {
    kind: 'serverError',
    code,
    retryable,
    ...(retryAfterSeconds === null || Number.isNaN(retryAfterSeconds)
      ? {}
      : { retryAfterMs: retryAfterSeconds * 1000 }),
  }
}

/** Of the failures inside a vault only a full disk does not pass by itself. */
function isPassingStatus(status: number): boolean {
  return status >= 500 && status !== 501 && status !== 507
}

function codeOfBody(body: string): ErrorCode | null {
  try {
    const problem: unknown = JSON.parse(body)
    if (typeof problem !== 'object' || problem === null || !('code' in problem)) return null
    return isErrorCode(problem.code) ? problem.code : null
  } catch {
    return null
  }
}

/** An answer to HEAD has no body, and something between us and the vault may answer in its place. */
function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 401:
      return 'session_ended'
    case 403:
      return 'forbidden'
    case 404:
      return 'upload_not_found'
    case 409:
      return 'upload_offset_mismatch'
    case 410:
      return 'upload_gone'
    case 413:
      return 'file_too_large'
    case 423:
      return 'upload_locked'
    case 426:
      return 'client_outdated'
    case 429:
      return 'rate_limited'
    case 460:
      return 'checksum_mismatch'
    case 507:
      return 'disk_full'
    default:
      return status >= 500 ? 'unavailable' : 'bad_request'
  }
}
