import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { utf8Prefix } from '#lib/core/bytes/utf8.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import { syncFolder } from '#server/data-folder/write-file-atomic.ts'

/** The folders of rooms below `<data>/rooms`. Every step may be done again after a crash. */
export interface RoomFolders {
  /** Absolute. */
  pathOf(folder: string): string
  /**
   * A readable name that neither the disk nor `taken` has: "Films", else "Films_v2". Stray folders are never adopted.
   * @param current the folder that is to take the name, if there is one: it is not in its own way
   */
  freshName(wanted: string, taken: readonly string[], current?: string): Promise<string>
  /** @throws VaultError unavailable when a folder of that name appeared meanwhile, disk_full */
  create(folder: string): Promise<void>
  /** Makes what a crash kept from being made. */
  ensure(folder: string): Promise<void>
  /** Takes a folder away that nobody used yet. */
  discard(folder: string): Promise<void>
  /** `refused` when the system will not move it now (a file in it is open, or it is a mount); nothing changed then. */
  rename(from: string, to: string): Promise<'renamed' | 'refused'>
  exists(folder: string): Promise<boolean>
  /** Moves the folder of a deleted room out of sight; its name is free afterwards, unless it is `refused`. */
  setAside(folder: string, placeId: PlaceId): Promise<'aside' | 'refused'>
  /** Removes what was set aside; may take long. */
  destroyAside(placeId: PlaceId): Promise<void>
  /** Removes a folder where it stands; only for one that could not be set aside and belongs to no room. */
  destroyInPlace(folder: string): Promise<void>
}

const DELETED = ['.hearth', 'deleted-rooms'] as const
/** Leaves room for a suffix within the 255 bytes of a name. */
const MAX_BASE_BYTES = 240

/**
 * @param roomsPath absolute path of `<data>/rooms`
 * @param folderMode 0o777 without the umask of people's files
 */
export function createRoomFolders(roomsPath: string, folderMode: number): RoomFolders {
  const at = (folder: string) => {
    // What the database says is one name; anything else must not reach the disk, above all not `rm`.
    if (folder === '' || folder === '..' || basename(folder) !== folder) throw new VaultError('internal')
    return join(roomsPath, folder)
  }
  const asideOf = (placeId: PlaceId) => join(roomsPath, ...DELETED, placeId)

  return {
    pathOf: at,

    async freshName(wanted, taken, current) {
      const own = current === undefined ? null : nameKey(current)
      const keys = new Set([...taken, ...(await readdir(roomsPath))].map(nameKey))
      const base = utf8Prefix(safeName(wanted), MAX_BASE_BYTES)
      for (let version = 1; ; version++) {
        const name = version === 1 ? base : `${base}_v${version}`
        if (nameKey(name) === own || !keys.has(nameKey(name))) return name
      }
    },

    async create(folder) {
      try {
        await mkdir(at(folder), { mode: folderMode })
      } catch (error) {
        throw new VaultError(CREATION_CODES[codeOf(error)] ?? 'internal', { cause: error })
      }
      await syncFolder(roomsPath)
    },

    async ensure(folder) {
      await mkdir(at(folder), { mode: folderMode, recursive: true })
      await syncFolder(roomsPath)
    },

    async discard(folder) {
      try {
        await rmdir(at(folder))
      } catch (error) {
        // Somebody put something into it: then it is theirs.
        if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error))) throw error
      }
    },

    async rename(from, to) {
      try {
        await rename(at(from), at(to))
      } catch (error) {
        if (REFUSALS.has(codeOf(error))) return 'refused'
        throw error
      }
      await syncFolder(roomsPath)
      return 'renamed'
    },

    exists: (folder) => isThere(at(folder)),

    async setAside(folder, placeId) {
      const aside = asideOf(placeId)
      // Done before, by an attempt that was cut short: the name may belong to another room by now.
      if ((await isThere(aside)) || !(await isThere(at(folder)))) return 'aside'
      await mkdir(dirname(aside), { recursive: true, mode: 0o700 })
      try {
        await rename(at(folder), aside)
      } catch (error) {
        if (REFUSALS.has(codeOf(error))) return 'refused'
        throw error
      }
      await syncFolder(roomsPath)
      await syncFolder(dirname(aside))
      return 'aside'
    },

    destroyAside: (placeId) => rm(asideOf(placeId), REMOVAL),
    destroyInPlace: (folder) => rm(at(folder), REMOVAL),
  }
}

const REMOVAL = { recursive: true, force: true, maxRetries: 3 } as const

/** Not now: open files on Windows, a mount in its place, another file system below. */
const REFUSALS: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY', 'EXDEV', 'ENOTEMPTY', 'EEXIST'])

const CREATION_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EEXIST: 'unavailable',
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}
