import { ERRORS } from '@tus/server'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/** What @tus/server itself throws, in our words. Most of it is caught before it gets that far. */
const CODES = new Map<unknown, ErrorCode>([
  [ERRORS.MISSING_OFFSET, 'bad_request'],
  [ERRORS.INVALID_CONTENT_TYPE, 'unsupported_media_type'],
  [ERRORS.FILE_NOT_FOUND, 'upload_not_found'],
  [ERRORS.FILE_NO_LONGER_EXISTS, 'upload_gone'],
  [ERRORS.INVALID_OFFSET, 'upload_offset_mismatch'],
  [ERRORS.ERR_SIZE_EXCEEDED, 'upload_too_long'],
  [ERRORS.ERR_MAX_SIZE_EXCEEDED, 'file_too_large'],
  [ERRORS.INVALID_LENGTH, 'upload_length_invalid'],
  [ERRORS.INVALID_METADATA, 'upload_metadata_invalid'],
  [ERRORS.UNSUPPORTED_CONCATENATION_EXTENSION, 'upload_extension_unsupported'],
])

/** A VaultError passes; so does anything unknown, which the edge tells as `internal`. */
export function fromTusFailure(failure: unknown): unknown {
  const code = CODES.get(failure)
  return code === undefined ? failure : new VaultError(code)
}
