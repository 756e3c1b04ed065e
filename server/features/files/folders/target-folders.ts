import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { type FolderHandle, openFolder } from '../disk/folder-handle.ts'
import type { SharedFolders } from '../disk/shared-folders.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import type { Owner } from '../entries/owner.ts'
import type { FolderLocks } from '../locks/folder-locks.ts'
import type { EnsureFolders } from './ensure-folders.ts'

/** A folder that is there, on the disk and in the database, and stays at its path while it is used. */
export interface TargetFolder {
  placeId: PlaceId
  root: string
  id: EntryId | null
  path: readonly string[]
  handle: FolderHandle
}

export interface TargetFoldersDeps {
  locks: FolderLocks
  lookups: EntryLookups
  ensureFolders: EnsureFolders
  shared: SharedFolders
  rootOf(placeId: PlaceId): Promise<string>
}

/** Where names are added: makes the folder if needed and holds it, as a rule shared with others who add names. */
export class TargetFolders {
  readonly #deps: TargetFoldersDeps

  constructor(deps: TargetFoldersDeps) {
    this.#deps = deps
  }

  async use<T>(
    request: { placeId: PlaceId; path: readonly string[]; owner: Owner | null; hold?: 'share' | 'own' },
    work: (target: TargetFolder) => Promise<T>,
  ): Promise<T> {
    const { locks, rootOf } = this.#deps
    const { placeId, owner } = request
    let path = request.path
    for (;;) {
      const release = await locks.acquire([{ placeId, path, hold: request.hold ?? 'share' }])
      try {
        // Under the lock: a room may have been renamed before.
        const root = await rootOf(placeId)
        const target = (await this.#openKnown(placeId, root, path)) ?? (await this.#make(placeId, root, path, owner))
        try {
          if (isSamePath(target.path, path)) return await work(target)
        } finally {
          await target.handle.close()
        }
        // A file holds the name of a folder: the folder is its next version, and that one must be locked.
        path = target.path
      } finally {
        release()
      }
    }
  }

  /** Null when the folder has to be made first. */
  async #openKnown(placeId: PlaceId, root: string, path: readonly string[]): Promise<TargetFolder | null> {
    const folder = await this.#deps.lookups.findFolder(placeId, path)
    if (folder?.state !== 'live') return null
    const handle = await this.#deps.shared.openIfThere(root, folder.path)
    return handle && { placeId, root, id: folder.id, path: folder.path, handle }
  }

  async #make(placeId: PlaceId, root: string, path: readonly string[], owner: Owner | null): Promise<TargetFolder> {
    const folder = await this.#deps.ensureFolders.ensure({ placeId, root, path, owner })
    return { placeId, root, id: folder.id, path: folder.path, handle: await openFolder(root, folder.path) }
  }
}

function isSamePath(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => nameKey(name) === nameKey(right[index] ?? ''))
}
