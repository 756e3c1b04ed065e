import { VaultError } from '#lib/core/errors/vault-error.ts'

/** No room left: the offset is kept, and the upload goes on once there is room. */
const FULL = new Set(['ENOSPC', 'EDQUOT'])
/** The folder is not there: a drive was pulled, or its mount point is empty. */
const AWAY = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ENOTCONN', 'ESTALE'])
/** The vault's user may not write there. */
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS'])
/** The process, not the disk, has no more to give: too many open files or too little memory. */
const BUSY = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'])

/** What a failed call to the disk means for an upload. The errno goes to the log, never to the client. */
export function toDiskFailure(error: unknown): VaultError {
  if (error instanceof VaultError) return error
  const errno = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (FULL.has(errno)) return new VaultError('disk_full', { cause: error })
  if (AWAY.has(errno)) return new VaultError('place_offline', { cause: error })
  if (REFUSED.has(errno)) return new VaultError('folder_not_writable', { cause: error })
  if (BUSY.has(errno)) return new VaultError('unavailable', { cause: error, details: { retryAfterSeconds: 5 } })
  if (errno === 'EFBIG') return new VaultError('file_too_large', { cause: error })
  // Anything else a disk says to a write or a sync means that bytes may not have been kept.
  return errno.startsWith('E')
    ? new VaultError('upload_quarantined', { cause: error })
    : new VaultError('internal', { cause: error })
}
