import { type BigIntStats, constants } from 'node:fs'
import { copyFile, type FileHandle, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { errnoOf } from '../disk/disk-failure.ts'
import { type FileFacts, factsOf } from '../disk/file-facts.ts'
import type { FolderHandle } from '../disk/folder-handle.ts'
import type { HearthFolders } from '../disk/hearth-folders.ts'

const LATEST_MTIME_MS = Date.UTC(2200, 0)

export interface StagedFile {
  path: string
  handle: FileHandle
  facts: FileFacts
  /** Its mode or time was changed here, and is not on the disk yet. */
  dirty: boolean
}

/**
 * Opens the staged file and gives it what the published one shall have: its mode and its time.
 * @throws VaultError `content_missing`, `content_changed`
 */
export async function openStaged(
  path: string,
  wish: { sizeBytes: number; lastModifiedMs: number | null; mode: number },
): Promise<StagedFile> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    const found = await handle.stat({ bigint: true })
    if (!found.isFile()) throw new VaultError('content_missing')
    // An upload brings its file with mode and time already on the disk; to set them again would cost another sync.
    const dirty = await bringInLine(handle, found, wish)
    const stats = dirty ? await handle.stat({ bigint: true }) : found
    const facts = factsOf(stats)
    if (facts.sizeBytes !== wish.sizeBytes) {
      throw new VaultError('content_changed', { details: { expected: wish.sizeBytes, found: facts.sizeBytes } })
    }
    return { path, handle, facts, dirty }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The same bytes in the partials of another filesystem, on the disk. The first copy stays where it is. */
export async function copyToFilesystemOf(
  path: string,
  root: string,
  folder: { handle: FolderHandle; segments: readonly string[] },
  hearth: HearthFolders,
): Promise<string> {
  const partials = await hearth.open(root, folder, 'partials')
  try {
    const name = `${basename(path)}.copy`
    await copyFile(path, partials.handle.at(name))
    const copy = await open(partials.handle.at(name), 'r+')
    try {
      await copy.sync()
    } finally {
      await copy.close()
    }
    return join(partials.handle.path, name)
  } finally {
    await partials.handle.close()
  }
}

async function bringInLine(
  handle: FileHandle,
  found: BigIntStats,
  wish: { lastModifiedMs: number | null; mode: number },
): Promise<boolean> {
  const otherMode = (Number(found.mode) & 0o7777) !== wish.mode
  const otherTime =
    wish.lastModifiedMs !== null && Number(found.mtimeNs / 1_000_000n) !== Math.trunc(wish.lastModifiedMs)
  if (otherMode) await ignoring(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL'], () => handle.chmod(wish.mode))
  if (otherTime) await setTime(handle, wish.lastModifiedMs)
  return otherMode || otherTime
}

/** Half a microsecond more, or the seconds as a float would end up just below the millisecond. */
async function setTime(handle: FileHandle, ms: number | null): Promise<void> {
  if (ms === null || !Number.isFinite(ms) || ms < 0 || ms > LATEST_MTIME_MS) return
  const seconds = ms / 1000 + 5e-7
  await ignoring(['EPERM', 'EINVAL', 'ENOTSUP'], () => handle.utimes(seconds, seconds))
}

async function ignoring(errnos: readonly string[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!errnos.includes(errnoOf(error) ?? '')) throw error
  }
}
