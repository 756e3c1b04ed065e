import { constants, readlinkSync } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { diskFailure, errnoOf } from './disk-failure.ts'

/**
 * A folder of a place, opened: what is done through `at` happens in this very folder, even when somebody swaps a part
 * of the path for a symbolic link meanwhile. What is opened must be closed.
 */
export interface FolderHandle {
  /** Where it lay when it was opened; for messages and for handing out, not for working in it. */
  readonly path: string
  readonly device: string
  readonly inode: string
  /** The address of an entry, for node:fs. The entry itself may still be a symbolic link: never follow it. */
  at(name: string): string
  /** Puts the names in it on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

const OPEN_FOLDER = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | (constants.O_NOFOLLOW ?? 0)

/**
 * Opens the folder at `segments` below `root`; no component below the root may be a symbolic link.
 * @throws VaultError `place_offline` when the root is not there, `content_missing` when the folder is not, is no
 * folder, or lies behind a link
 */
export async function openFolder(root: string, segments: readonly string[]): Promise<FolderHandle> {
  try {
    const realRoot = await realpath(root)
    const path = join(realRoot, ...segments)
    return process.platform === 'linux' ? await openByDescriptor(path) : await openByPath(realRoot, segments)
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errnoOf(error) ?? '')
    if (missing && !(await exists(root))) throw new VaultError('place_offline', { cause: error })
    throw diskFailure(error)
  }
}

/** Null when it is not there. @throws VaultError `place_offline` and other failures of the disk */
export async function openFolderIfThere(root: string, segments: readonly string[]): Promise<FolderHandle | null> {
  try {
    return await openFolder(root, segments)
  } catch (error) {
    if (error instanceof VaultError && error.code === 'content_missing') return null
    throw error
  }
}

/** Linux: the kernel tells where a descriptor points, and `/proc/self/fd/N/name` is a name in the opened folder. */
async function openByDescriptor(path: string): Promise<FolderHandle> {
  const handle = await open(path, OPEN_FOLDER)
  try {
    if (!isSamePath(readlinkSync(`/proc/self/fd/${handle.fd}`), path)) throw new VaultError('content_missing')
    const stats = await handle.stat({ bigint: true })
    return {
      path,
      device: stats.dev.toString(),
      inode: stats.ino.toString(),
      at: (name) => `/proc/self/fd/${handle.fd}/${name}`,
      sync: () => syncFolder(handle),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/**
 * Elsewhere: each component is looked at, and the folder is opened by its path. Windows cannot open or sync folders.
 */
async function openByPath(realRoot: string, segments: readonly string[]): Promise<FolderHandle> {
  const path = join(realRoot, ...segments)
  const stats = await lstat(path, { bigint: true })
  if (!stats.isDirectory() || !isSamePath(await realpath(path), path)) throw new VaultError('content_missing')
  const handle = process.platform === 'win32' ? null : await open(path, OPEN_FOLDER)
  const opened = (await handle?.stat({ bigint: true })) ?? stats
  if (opened.ino !== stats.ino || opened.dev !== stats.dev) {
    await handle?.close()
    throw new VaultError('content_missing')
  }
  return {
    path,
    device: stats.dev.toString(),
    inode: stats.ino.toString(),
    at: (name) => join(path, name),
    sync: async () => {
      if (handle) await syncFolder(handle)
    },
    close: async () => handle?.close(),
  }
}

/** Some filesystems (SMB, FUSE) cannot sync a folder and say so; there is nothing better to do on them. */
async function syncFolder(handle: FileHandle): Promise<void> {
  try {
    await handle.sync()
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF'].includes(errnoOf(error) ?? '')) throw error
  }
}

/** Filesystems that ignore case or composition answer with the name as it is stored. */
export function isSamePath(left: string, right: string): boolean {
  if (left === right) return true
  const [a, b] = [left.split(sep), right.split(sep)]
  return a.length === b.length && a.every((name, index) => nameKey(name) === nameKey(b[index] ?? ''))
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
