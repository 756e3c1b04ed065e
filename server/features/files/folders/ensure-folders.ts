import { lstat, mkdir } from 'node:fs/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { DirectorySyncer } from '../disk/directory-syncer.ts'
import { errnoOf, onDisk } from '../disk/disk-failure.ts'
import { type FolderHandle, openFolder } from '../disk/folder-handle.ts'
import { FOLDER_TYPE, nameColumns, parentKey } from '../entries/entry-columns.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { ChildFacts, EntryLookups, FolderFacts } from '../entries/entry-lookups.ts'
import type { Owner } from '../entries/owner.ts'
import { ownerColumns } from '../entries/owner.ts'
import type { KeyedMutex } from '../locks/keyed-mutex.ts'
import { findFreeName, requireName, versionGroup } from '../naming/free-name.ts'

export interface EnsureFoldersDeps {
  db: Database
  commits: EntryCommits
  lookups: EntryLookups
  names: KeyedMutex
  syncer: DirectorySyncer
  clock: Clock
  rootOf(placeId: PlaceId): Promise<string>
  /** 0o777 without the umask. */
  folderMode: number
}

interface Wanted {
  placeId: PlaceId
  root: string
  path: readonly string[]
  owner: Owner | null
}

export interface CreateWish {
  ifTaken?: 'refuse' | 'next'
  id?: EntryId
}

/** Makes what is missing of a path, on the disk and in the database. Any number may want the same folder at once. */
export class EnsureFolders {
  readonly #deps: EnsureFoldersDeps

  constructor(deps: EnsureFoldersDeps) {
    this.#deps = deps
  }

  /**
   * @returns the folder as it is called on the disk; where a file holds the name of one, its next version
   * @throws VaultError `invalid_name`, `place_offline`, `disk_full`, `folder_not_writable`
   */
  async ensure(wanted: Wanted): Promise<FolderFacts> {
    let folder: FolderFacts = { id: null, path: [], state: 'live' }
    for (const name of wanted.path) {
      const parent = folder
      folder = await this.#oneByOne(wanted.placeId, parent, name, () => this.#findOrMake(wanted, parent, name))
    }
    return folder
  }

  /**
   * A new folder in one that is held. @throws VaultError `invalid_name`, `entry_exists` when the name is taken and
   * `ifTaken` does not say that the next version will do
   */
  async create(wanted: Wanted, parent: FolderFacts, rawName: string, wish: CreateWish = {}): Promise<FolderFacts> {
    const { lookups } = this.#deps
    const wished = requireName(rawName)
    return this.#oneByOne(wanted.placeId, parent, wished, async () => {
      const findTaken = (keys: readonly string[]) => lookups.findTaken(wanted.placeId, parent.id, keys)
      const name = wish.ifTaken === 'next' ? await findFreeName(wished, findTaken) : wished
      const taken = await lookups.findLive(wanted.placeId, parent.id, name)
      const made = taken ? null : await this.#make(wanted, parent, name, null, wish.id)
      if (made?.kind === 'made') return { id: made.id, path: [...parent.path, name], state: 'live' }
      throw new VaultError('entry_exists', { details: { name } })
    })
  }

  async #findOrMake(wanted: Wanted, parent: FolderFacts, wish: string): Promise<FolderFacts> {
    const { lookups } = this.#deps
    const avoid = new Set<string>()
    for (;;) {
      const wished = await findFreeName(wish, (keys) => this.#heldByFiles(wanted.placeId, parent, keys), avoid)
      const listed = await lookups.findListed(wanted.placeId, parent.id, wished)
      const known = listed?.kind === 'folder' ? listed : null
      const name = known?.name ?? requireName(wished)
      const made = await this.#make(wanted, parent, name, known)
      if (made.kind === 'made') return { id: made.id, path: [...parent.path, name], state: 'live' }
      // A file that nobody has listed yet, or a link.
      avoid.add(nameKey(wished))
    }
  }

  async #heldByFiles(placeId: PlaceId, parent: FolderFacts, keys: readonly string[]): Promise<Set<string>> {
    const { db } = this.#deps
    const rows = await db.read(
      db.build
        .selectFrom('entries')
        .select('name_key')
        .where('parent_key', '=', parentKey(placeId, parent.id))
        .where('name_key', 'in', keys)
        .where('state', '=', 'live')
        .where('kind', '=', 'file'),
    )
    return new Set(rows.map((row) => row.name_key))
  }

  /** One `mkdir` and one row; either may be there already. */
  async #make(
    wanted: Wanted,
    parent: FolderFacts,
    name: string,
    known: ChildFacts | null,
    newEntryId?: EntryId,
  ): Promise<{ kind: 'made'; id: EntryId } | { kind: 'taken' }> {
    const handle = await openFolder(wanted.root, parent.path)
    try {
      // Asked once it is open: what was pulled out before that must not get a folder in the place it is mounted on.
      if ((await this.#deps.rootOf(wanted.placeId)) !== wanted.root) throw new VaultError('place_offline')
      const onDiskNow = await onDisk(() => this.#makeOnDisk(handle, name))
      if (onDiskNow === null) return { kind: 'taken' }
      const id = known?.id ?? newEntryId ?? newId<EntryId>(this.#deps.clock)
      if (known?.state === 'live') return { kind: 'made', id }
      const step = known ? this.#reviveStep(id) : this.#insertStep(wanted, parent, { id, name, ...onDiskNow })
      const result = await this.#deps.commits.commit({
        steps: [step],
        changes: [{ placeId: wanted.placeId, entryId: id, parentId: parent.id, kind: known ? 'changed' : 'added' }],
        touched: [id],
        reshaped: known ? [wanted.placeId] : [],
      })
      if (result.kind === 'committed') return { kind: 'made', id }
      // Somebody listed the folder from the disk in between.
      const listed = await this.#deps.lookups.findLive(wanted.placeId, parent.id, name)
      return listed?.kind === 'folder' ? { kind: 'made', id: listed.id } : { kind: 'taken' }
    } finally {
      await handle.close()
    }
  }

  async #makeOnDisk(parent: FolderHandle, name: string): Promise<{ device: string; inode: string } | null> {
    try {
      await mkdir(parent.at(name), { mode: this.#deps.folderMode })
      await this.#deps.syncer.sync(parent)
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error
    }
    const stats = await lstat(parent.at(name), { bigint: true })
    return stats.isDirectory() ? { device: stats.dev.toString(), inode: stats.ino.toString() } : null
  }

  #insertStep(
    wanted: Wanted,
    parent: FolderFacts,
    folder: { id: EntryId; name: string; device: string; inode: string },
  ): Step {
    const now = this.#deps.clock.now()
    const owner = ownerColumns(wanted.owner)
    return this.#deps.db.build.insertInto('entries').values({
      id: folder.id,
      place_id: wanted.placeId,
      parent_id: parent.id,
      kind: 'folder',
      ...nameColumns(folder.name),
      type_key: FOLDER_TYPE,
      mtime_ms: now,
      content_id: null,
      mime: null,
      uploader_kind: owner.kind,
      uploader_id: owner.id,
      added_at: now,
      changed_at: now,
      missing_since: null,
      device: folder.device,
      inode: folder.inode,
    })
  }

  #reviveStep(id: EntryId): Step {
    return this.#deps.db.build
      .updateTable('entries')
      .set({ state: 'live', missing_since: null, changed_at: this.#deps.clock.now() })
      .where('id', '=', id)
      .where('state', '=', 'missing')
  }

  #oneByOne<T>(placeId: PlaceId, parent: FolderFacts, name: string, work: () => Promise<T>): Promise<T> {
    return this.#deps.names.run(`${parent.id ?? placeId}/${versionGroup(name)}`, work)
  }
}
