import { link, lstat, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { nameKey } from '#lib/core/names/name-key.ts'
import { errnoOf, orNull } from './disk-failure.ts'
import { type FileFacts, factsOf } from './file-facts.ts'
import type { FolderHandle } from './folder-handle.ts'

/** A name in an opened folder. */
export interface Spot {
  folder: FolderHandle
  name: string
}

/** exFAT, SMB and some FUSE filesystems have no hard links; Linux refuses them for files of other users. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EINVAL']

export const at = (spot: Spot) => spot.folder.at(spot.name)

/**
 * Gives a file a second name (`linked`), or where that is impossible its only one (`renamed`), never over another file:
 * then it answers `exists`. Doing it again after it was interrupted finishes it.
 * @param token tells our own placeholder from a file of somebody else
 * @throws errors of node:fs, `EXDEV` when the folders lie on two filesystems
 */
export async function placeFile(from: Spot, to: Spot, token: string): Promise<'linked' | 'renamed' | 'exists'> {
  try {
    await link(at(from), at(to))
    return 'linked'
  } catch (error) {
    const errno = errnoOf(error) ?? ''
    if (errno === 'EEXIST') return placeOverOwn(from, to, token)
    if (!NO_LINKS.includes(errno)) throw error
    return placeByRename(from, to, token)
  }
}

/**
 * Moves a folder without replacing one, which no system call of Node refuses: it looks first, under our own lock.
 * `lost`: it lies at neither end. Doing it again finishes it.
 */
export async function moveFolder(from: Spot, to: Spot): Promise<'moved' | 'exists' | 'lost'> {
  const [source, target] = await Promise.all([orNull(lstat(at(from))), orNull(lstat(at(to)))])
  if (source === null) return target === null ? 'lost' : 'moved'
  if (target !== null) return 'exists'
  await rename(at(from), at(to))
  return 'moved'
}

export async function isThere(spot: Spot): Promise<boolean> {
  return (await orNull(lstat(at(spot)))) !== null
}

/** Null unless it is a regular file. */
export async function factsAt(spot: Spot): Promise<FileFacts | null> {
  const stats = await orNull(lstat(at(spot), { bigint: true }))
  return stats?.isFile() ? factsOf(stats) : null
}

async function placeOverOwn(from: Spot, to: Spot, token: string): Promise<'linked' | 'renamed' | 'exists'> {
  const [source, target] = await Promise.all([
    lstat(at(from), { bigint: true }),
    orNull(lstat(at(to), { bigint: true })),
  ])
  if (target !== null && source.ino === target.ino && source.dev === target.dev) return 'linked'
  if (!(await isPlaceholder(to, token))) return 'exists'
  await rename(at(from), at(to))
  return 'renamed'
}

async function placeByRename(from: Spot, to: Spot, token: string): Promise<'renamed' | 'exists'> {
  try {
    const placeholder = await open(at(to), 'wx', 0o600)
    try {
      await placeholder.writeFile(token)
    } finally {
      await placeholder.close()
    }
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
    if (!(await isPlaceholder(to, token))) return 'exists'
  }
  try {
    await rename(at(from), at(to))
  } catch (error) {
    await unlink(at(to))
    throw error
  }
  return 'renamed'
}

async function isPlaceholder(spot: Spot, token: string): Promise<boolean> {
  const stats = await orNull(lstat(at(spot)))
  if (stats === null || !stats.isFile() || stats.size !== Buffer.byteLength(token)) return false
  return (await orNull(readFile(at(spot), 'utf8'))) === token
}

/** "a.txt" to "A.txt": on a filesystem that ignores case both are one name, and unlinking one unlinks the file. */
export function isOtherSpelling(from: Spot, to: Spot): boolean {
  const sameFolder = from.folder.inode === to.folder.inode && from.folder.device === to.folder.device
  return sameFolder && nameKey(from.name) === nameKey(to.name)
}

/** Doing it again finishes it. */
export async function respell(from: Spot, to: Spot): Promise<'moved' | 'exists' | 'lost'> {
  const names = new Set(await readdir(from.folder.at('.')))
  if (!names.has(from.name)) return names.has(to.name) ? 'moved' : 'lost'
  if (names.has(to.name)) return 'exists'
  await rename(at(from), at(to))
  return 'moved'
}
