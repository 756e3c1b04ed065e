import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'
import { parentKey } from '../entries/entry-columns.ts'
import type { EntryLookups, FolderFacts } from '../entries/entry-lookups.ts'
import type { FolderLocks, LockRequest } from '../locks/folder-locks.ts'

export type HeldRow = Pick<
  Row<'entries'>,
  | 'id'
  | 'parent_id'
  | 'kind'
  | 'name'
  | 'name_key'
  | 'state'
  | 'mime'
  | 'size_bytes'
  | 'content_id'
  | 'uploader_kind'
  | 'uploader_id'
>

export interface HeldEntriesDeps {
  db: Database
  lookups: EntryLookups
  locks: FolderLocks
}

/** Entries of one folder, held against everybody else while they are moved. */
export class HeldEntries {
  readonly #deps: HeldEntriesDeps

  constructor(deps: HeldEntriesDeps) {
    this.#deps = deps
  }

  /**
   * Locks the folder, the trees of the folders among the entries, and `more`; then reads what is still listed there.
   * @throws VaultError `entry_gone` when the folder itself is no longer there
   */
  async use<T>(
    at: { placeId: PlaceId; parentId: EntryId | null; ids: readonly EntryId[] },
    more: readonly LockRequest[],
    work: (rows: HeldRow[], folder: FolderFacts) => Promise<T>,
  ): Promise<T> {
    const { placeId } = at
    for (;;) {
      const folder = await this.#folder(at)
      const before = await this.#rows(at)
      const trees = before
        .filter((row) => row.kind === 'folder')
        .map((row) => ({ placeId, path: [...folder.path, row.name], hold: 'own_tree' as const }))
      const release = await this.#deps.locks.acquire([{ placeId, path: folder.path, hold: 'own' }, ...trees, ...more])
      try {
        const [now, rows] = [await this.#folder(at), await this.#rows(at)]
        const isLocked = now.path.join('/') === folder.path.join('/') && rows.every((row) => isAmong(row, before))
        if (isLocked) return await work(rows, now)
      } finally {
        release()
      }
    }
  }

  async #folder({ placeId, parentId }: { placeId: PlaceId; parentId: EntryId | null }): Promise<FolderFacts> {
    if (parentId === null) return { id: null, path: [], state: 'live' }
    const parent = await this.#deps.lookups.find(parentId)
    if (parent?.kind !== 'folder' || parent.state === 'trashed' || parent.placeId !== placeId) {
      throw new VaultError('entry_gone')
    }
    return { id: parent.id, path: parent.path, state: parent.state }
  }

  #rows(at: { placeId: PlaceId; parentId: EntryId | null; ids: readonly EntryId[] }): Promise<HeldRow[]> {
    const { db } = this.#deps
    return db.read(
      db.build
        .selectFrom('entries')
        .select(['id', 'parent_id', 'kind', 'name', 'name_key', 'state', 'mime', 'size_bytes', 'content_id'])
        .select(['uploader_kind', 'uploader_id'])
        .where('id', 'in', at.ids)
        .where('parent_key', '=', parentKey(at.placeId, at.parentId))
        .where('state', '<>', 'trashed'),
    )
  }
}

function isAmong(row: HeldRow, before: readonly HeldRow[]): boolean {
  return before.some((other) => other.id === row.id && other.name === row.name)
}
