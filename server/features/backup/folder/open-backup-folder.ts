import { mkdir, readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { writeFileAtomic } from '#server/data-folder/write-file-atomic.ts'
import { type BackupHead, backupPaths, FORMAT, HEAD_FILE, headSchema } from './backup-format.ts'
import { onBackupDisk, orNull } from './disk-failure.ts'

export interface BackupFolderRequest {
  folder: string
  vaultId: string
  /** Folders a backup must not lie in: it would back itself up, or go with the disk it is to replace. */
  forbidden: readonly string[]
  /** A folder that was a backup before and is empty now is one whose disk is not there. */
  mustExist?: boolean
}

/** What systems put onto a disk of their own accord. */
const JUNK =
  /^(lost\+found|\.DS_Store|\.Trash.*|\.Spotlight.*|\.fseventsd|desktop\.ini|Thumbs\.db|System Volume Information|\$RECYCLE\.BIN)$/

/**
 * Makes sure that the folder is a backup of this vault, or becomes one.
 * @throws VaultError `backup_folder_inside`, `backup_folder_foreign`, `backup_folder_missing`,
 * `backup_folder_not_writable`, `backup_disk_full`
 */
export async function openBackupFolder(request: BackupFolderRequest): Promise<void> {
  const { folder, vaultId, mustExist = false } = request
  const paths = backupPaths(folder)
  await onBackupDisk(async () => {
    await refuseInside(folder, request.forbidden)
    const head = await readHead(folder)
    if (head === null) {
      if (mustExist) throw new VaultError('backup_folder_missing')
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const strange = (await readdir(folder)).filter((name) => !JUNK.test(name) && name !== 'partial')
      if (strange.length > 0) throw new VaultError('backup_folder_foreign', { details: { holds: strange.slice(0, 3) } })
    } else if (head.vaultId !== vaultId) {
      throw new VaultError('backup_folder_foreign', { details: { otherVault: true } })
    } else if (head.format !== FORMAT) {
      throw new VaultError('backup_folder_foreign', { details: { format: head.format } })
    }
    // Private, for it holds keys and everybody's files; an external disk may know no rights, and is what it is.
    for (const path of [paths.objects, paths.partial, paths.snapshots]) {
      await mkdir(path, { recursive: true, mode: 0o700 })
    }
    if (head === null) {
      const about = 'A backup of a Hearth vault; docs/backup.md says how to get files out of it without Hearth.'
      await writeFileAtomic(paths.head, `${JSON.stringify({ format: FORMAT, vaultId, about }, null, 2)}\n`, {
        mode: 0o600,
      })
    }
  })
}

/**
 * Null when the folder is no backup, or is not there.
 * @throws VaultError `backup_folder_foreign` when it is unreadable
 */
export async function readHead(folder: string): Promise<BackupHead | null> {
  const text = await orNull(readFile(join(folder, HEAD_FILE), 'utf8'))
  if (text === null) return null
  try {
    return headSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new VaultError('backup_folder_foreign', { cause, details: { holds: [HEAD_FILE] } })
  }
}

async function refuseInside(folder: string, forbidden: readonly string[]): Promise<void> {
  const real = await realPath(folder)
  for (const path of forbidden) {
    const other = await realPath(path)
    if (isWithin(real, other) || isWithin(other, real)) throw new VaultError('backup_folder_inside')
  }
}

/** Of the part that is there: the rest of the path is to be made, and is no link yet. */
async function realPath(path: string): Promise<string> {
  const found = await orNull(realpath(path))
  if (found !== null || dirname(path) === path) return found ?? path
  return join(await realPath(dirname(path)), relative(dirname(path), path))
}

/** @returns whether `path` is `folder` or lies below it */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way)) || /^\.\.[^/\\]/.test(way)
}
