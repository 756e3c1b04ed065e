import { VaultError } from '#lib/core/errors/vault-error.ts'

/**
 * Sizes of the protocol are plain decimal numbers: no sign, no exponent, nothing beyond what a number holds exactly.
 */
const DECIMAL = /^(?:0|[1-9]\d{0,15})$/

function parseSize(value: string): number | null {
  const size = DECIMAL.test(value) ? Number(value) : Number.NaN
  return Number.isSafeInteger(size) ? size : null
}

/** Node joins a header that came twice with ", ", which none of these values may hold: it is refused below. */
type Headers = Readonly<Record<string, string | string[] | undefined>>

function read(headers: Headers, name: string): string | null {
  const value = headers[name]
  return value === undefined ? null : String(value)
}

/** @throws VaultError `tus_version_unsupported` (412) */
export function requireTusVersion(headers: Headers): void {
  if (read(headers, 'tus-resumable') !== '1.0.0') {
    throw new VaultError('tus_version_unsupported', { details: { supported: ['1.0.0'] } })
  }
}

/** The length of a creation: `null` while deferred. @throws VaultError 400 when neither or both are told */
export function readCreationLength(headers: Headers): number | null {
  const length = read(headers, 'upload-length')
  const deferred = read(headers, 'upload-defer-length')
  if (length !== null && deferred === null) return requireLength(length)
  if (length === null && deferred === '1') return null
  throw new VaultError('upload_length_invalid', {
    details: { reason: 'either Upload-Length or Upload-Defer-Length: 1' },
  })
}

/** Upload-Length of a PATCH, with which a deferred length is told. */
export function readLateLength(headers: Headers): number | null {
  const length = read(headers, 'upload-length')
  return length === null ? null : requireLength(length)
}

function requireLength(value: string): number {
  const length = parseSize(value)
  if (length === null) throw new VaultError('upload_length_invalid')
  return length
}

/** @throws VaultError `bad_request` when it is missing or no size */
export function readOffset(headers: Headers): number {
  const offset = parseSize(read(headers, 'upload-offset') ?? '')
  if (offset === null) throw new VaultError('bad_request', { details: { header: 'Upload-Offset' } })
  return offset
}

export const OFFSET_STREAM = 'application/offset+octet-stream'

/** @throws VaultError `unsupported_media_type` (415) */
export function requireOffsetStream(headers: Headers): void {
  if (read(headers, 'content-type') !== OFFSET_STREAM) {
    throw new VaultError('unsupported_media_type', { details: { expected: OFFSET_STREAM } })
  }
}

/** Concatenation is not advertised. @throws VaultError `upload_extension_unsupported` */
export function refuseConcatenation(headers: Headers): void {
  if (read(headers, 'upload-concat') !== null) {
    throw new VaultError('upload_extension_unsupported', { details: { extension: 'concatenation' } })
  }
}

/** Bytes of the body as announced; null for a chunked one. */
export function readContentLength(headers: Headers): number | null {
  const value = read(headers, 'content-length')
  return value === null ? null : parseSize(value)
}
