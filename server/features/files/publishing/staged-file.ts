import { type BigIntStats, constants } from 'node:fs'
import { copyFile, type FileHandle, lstat, open, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { errnoOf } from '../disk/disk-failure.ts'
import { type FileFacts, factsOf } from '../disk/file-facts.ts'
import type { FolderHandle } from '../disk/folder-handle.ts'
import type { HearthFolders } from '../disk/hearth-folders.ts'

const LATEST_MTIME_MS = Date.UTC(2200, 0)

export interface StagedFile {
  path: string
  facts: FileFacts
  /** Open while its mode or time, which were changed here, are not on the disk yet. */
  handle: FileHandle | null
}

interface StagedWish {
  sizeBytes: number
  lastModifiedMs: number | null
  mode: number
}

/**
 * Looks at the staged file and gives it what the published one shall have: its mode and its time.
 * @throws VaultError `content_missing`, `content_changed`
 */
export async function openStaged(path: string, wish: StagedWish): Promise<StagedFile> {
  const found = await lstat(path, { bigint: true })
  if (!found.isFile()) throw new VaultError('content_missing')
  // An upload brings its file with mode and time already on the disk; to set them again would cost another sync.
  if (isInLine(found, wish)) return { path, facts: ofSize(factsOf(found), wish), handle: null }
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    await bringInLine(handle, await handle.stat({ bigint: true }), wish)
    return { path, facts: ofSize(factsOf(await handle.stat({ bigint: true })), wish), handle }
  } catch (error) {
    await handle.close()
    throw error
  }
}

function ofSize(facts: FileFacts, { sizeBytes }: StagedWish): FileFacts {
  if (facts.sizeBytes === sizeBytes) return facts
  throw new VaultError('content_changed', { details: { expected: sizeBytes, found: facts.sizeBytes } })
}

/** The same bytes in the partials of another filesystem, on the disk. The first copy stays where it is. */
export async function copyToFilesystemOf(
  path: string,
  root: string,
  folder: { handle: FolderHandle; segments: readonly string[] },
  hearth: HearthFolders,
): Promise<string> {
  const partials = await hearth.open(root, folder, 'partials')
  const name = `${basename(path)}.copy`
  try {
    await copyFile(path, partials.handle.at(name))
    const copy = await open(partials.handle.at(name), 'r+')
    try {
      await copy.sync()
    } finally {
      await copy.close()
    }
    return join(partials.handle.path, name)
  } catch (error) {
    // A film that did not fit would go on filling the disk that is too small for it.
    await unlink(partials.handle.at(name)).catch(() => undefined)
    throw error
  } finally {
    await partials.handle.close()
  }
}

const hasMode = (found: BigIntStats, { mode }: StagedWish) => (Number(found.mode) & 0o7777) === mode

function hasTime(found: BigIntStats, { lastModifiedMs }: StagedWish): boolean {
  return lastModifiedMs === null || Number(found.mtimeNs / 1_000_000n) === Math.trunc(lastModifiedMs)
}

const isInLine = (found: BigIntStats, wish: StagedWish) => hasMode(found, wish) && hasTime(found, wish)

async function bringInLine(handle: FileHandle, found: BigIntStats, wish: StagedWish): Promise<void> {
  if (!found.isFile()) throw new VaultError('content_missing')
  if (!hasMode(found, wish)) await ignoring(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL'], () => handle.chmod(wish.mode))
  if (!hasTime(found, wish)) await setTime(handle, wish.lastModifiedMs)
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
