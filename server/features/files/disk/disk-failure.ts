import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EROFS: 'folder_not_writable',
  EACCES: 'folder_not_writable',
  EPERM: 'folder_not_writable',
  EIO: 'place_offline',
  ENXIO: 'place_offline',
  ENODEV: 'place_offline',
  ESTALE: 'place_offline',
  EHOSTDOWN: 'place_offline',
  ENOTCONN: 'place_offline',
  EMFILE: 'unavailable',
  ENFILE: 'unavailable',
  EBUSY: 'unavailable',
  ENAMETOOLONG: 'invalid_name',
  ENOENT: 'content_missing',
  ENOTDIR: 'content_missing',
  ELOOP: 'content_missing',
}

/** The code of the operating system, such as ENOENT; null for anything else. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** The failure of a disk as one of ours. Paths of the host stay in the cause, for the log. */
export function diskFailure(error: unknown): VaultError {
  if (error instanceof VaultError) return error
  return new VaultError(CODES[errnoOf(error) ?? ''] ?? 'internal', { cause: error })
}

/** Runs work on the disk. @throws VaultError whatever fails */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw diskFailure(error)
  }
}

/** Null when there is nothing of that name; other failures are thrown as they are. */
export async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return null
    throw error
  }
}
