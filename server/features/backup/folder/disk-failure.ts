import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'backup_disk_full',
  EDQUOT: 'backup_disk_full',
  EROFS: 'backup_folder_not_writable',
  EACCES: 'backup_folder_not_writable',
  EPERM: 'backup_folder_not_writable',
  ENOENT: 'backup_folder_missing',
  ENOTDIR: 'backup_folder_missing',
  EIO: 'backup_folder_missing',
  ENODEV: 'backup_folder_missing',
  ENXIO: 'backup_folder_missing',
  ESTALE: 'backup_folder_missing',
  EISDIR: 'backup_folder_foreign',
  EEXIST: 'backup_folder_foreign',
  ENAMETOOLONG: 'invalid_path',
  ELOOP: 'invalid_path',
  EINVAL: 'invalid_path',
}

/** The code of the operating system, such as ENOENT. */
export function errnoOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** Work on the disk of the backup; what fails there is told as its trouble, not as the vault's. */
export async function onBackupDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof VaultError ? undefined : CODES[errnoOf(error) ?? '']
    throw code === undefined ? error : new VaultError(code, { cause: error })
  }
}

export async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
