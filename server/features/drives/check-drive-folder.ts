import { access, constants, opendir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'

/**
 * Whether a folder can be shown as a drive.
 * @param others folders that it may not lie in, nor hold: the vault's own and those of other drives
 * @throws VaultError `drive_folder_missing`, `drive_folder_unreadable`, `drive_folder_inside`
 */
export async function checkDriveFolder(path: string, others: readonly string[]): Promise<void> {
  const real = await look(() => realpath(path))
  for (const other of others) {
    const there = await realpath(other).catch(() => other)
    if (isInside(real, there) || isInside(there, real)) throw new VaultError('drive_folder_inside')
  }
  if (!(await look(() => stat(real))).isDirectory()) throw new VaultError('drive_folder_missing')
  await look(async () => {
    await access(real, constants.R_OK | constants.X_OK)
    await (await opendir(real)).close()
  })
}

/** @throws VaultError `folder_not_writable` */
export async function checkWritable(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new VaultError('folder_not_writable', { cause: error })
  }
}

async function look<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const errno = error instanceof Error && 'code' in error ? String(error.code) : ''
    const isMissing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(errno)
    throw new VaultError(isMissing ? 'drive_folder_missing' : 'drive_folder_unreadable', { cause: error })
  }
}

/** Whether `path` is `folder`, or lies below it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || !(isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`))
}
