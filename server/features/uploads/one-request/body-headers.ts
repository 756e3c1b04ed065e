import type { IncomingHttpHeaders } from 'node:http'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** @throws VaultError when the body is packed, for we would store the packing, or only a part of a file */
export function refusePartialOrEncoded(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new VaultError('unsupported_media_type', { details: { header: 'Content-Encoding' } })
  }
  // RFC 9110, section 14.5: a part of a file must not be taken for the whole.
  if (headers['content-range'] !== undefined) {
    throw new VaultError('bad_request', { details: { header: 'Content-Range' } })
  }
}

/** @throws VaultError `invalid_path` when there is no name at its end */
export function splitPath(path: string): { folderPath: string; filename: string } {
  const slash = path.lastIndexOf('/')
  const filename = path.slice(slash + 1)
  if (filename === '' || filename === '.' || filename === '..') {
    throw new VaultError('invalid_path', { details: { reason: 'no name' } })
  }
  // "/name" is absolute: the folder keeps its slash, and is refused for it.
  return { folderPath: slash === -1 ? '' : path.slice(0, slash) || '/', filename }
}

/** Of the file; null when the name should tell. */
export function readType(headers: IncomingHttpHeaders): string | null {
  return meaningfulType(headers['content-type'] ?? '')
}

/** What clients call a body they know nothing about says nothing about the file. */
export function meaningfulType(type: string): string | null {
  const meaningless = ['', 'application/octet-stream', 'application/x-www-form-urlencoded']
  return meaningless.includes(type) ? null : type.slice(0, 255)
}

/** Bytes of the body; null for a chunked one. Without either header there is no body (RFC 9112, section 6.3). */
export function readLength(headers: IncomingHttpHeaders): number | null {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : null
}
