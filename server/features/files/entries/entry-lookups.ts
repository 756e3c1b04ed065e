import { sql } from 'kysely'
import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { bind } from '#server/db/bind.ts'
import type { Database } from '#server/db/database.ts'
import { parentKey, sharedNameKey } from './entry-columns.ts'
import type { EntryFacts } from './entry-facts.ts'
import { ownerOf } from './owner.ts'
import { RecentMap } from './recent-map.ts'

/** A folder of a place; a null id is its root. */
export interface FolderFacts {
  id: EntryId | null
  /** As the names are on the disk. */
  path: readonly string[]
  /** `missing` when it, or a folder above it, is not on the disk. */
  state: 'live' | 'missing'
}

export interface ChildFacts {
  id: EntryId
  name: string
  kind: 'file' | 'folder'
  contentId: ContentId | null
  state: 'live' | 'missing'
}

/**
 * Finds entries by id and by path, and remembers the answers. What must hold: an answer that was read before something
 * was forgotten is not remembered after it.
 */
export class EntryLookups {
  readonly #db: Database
  readonly #children: ReturnType<typeof compileChildren>
  readonly #entries = new RecentMap<EntryId, EntryFacts>(20_000)
  readonly #folders = new RecentMap<string, FolderFacts>(5_000)
  #forgotten = 0

  constructor(db: Database) {
    this.#db = db
    this.#children = compileChildren(db)
  }

  /** Null when there is no such entry; a trashed or missing one is found. */
  async find(id: EntryId): Promise<EntryFacts | null> {
    const known = this.#entries.get(id)
    if (known) return known
    const before = this.#forgotten
    const facts = await this.#read(id)
    if (facts && before === this.#forgotten) this.#entries.set(id, facts)
    return facts
  }

  /** The folder at a path that may be spelled in any case or composition; null unless every part is a listed folder. */
  async findFolder(placeId: PlaceId, path: readonly string[]): Promise<FolderFacts | null> {
    const name = path.at(-1)
    if (name === undefined) return { id: null, path: [], state: 'live' }
    const key = `${placeId}/${path.join('/')}`
    const known = this.#folders.get(key)
    if (known) return known
    const before = this.#forgotten
    const parent = await this.findFolder(placeId, path.slice(0, -1))
    if (parent === null) return null
    const child = await this.findListed(placeId, parent.id, name)
    if (child?.kind !== 'folder') return null
    const state = parent.state === 'live' ? child.state : 'missing'
    const folder: FolderFacts = { id: child.id, path: [...parent.path, child.name], state }
    if (before === this.#forgotten) this.#folders.set(key, folder)
    return folder
  }

  /** The live entry that holds this name in a folder, by its exact name before another spelling. */
  async findLive(placeId: PlaceId, parentId: EntryId | null, name: string): Promise<ChildFacts | null> {
    return this.#findChild(placeId, parentId, name, 'live')
  }

  /** As findLive, then among what is missing. */
  async findListed(placeId: PlaceId, parentId: EntryId | null, name: string): Promise<ChildFacts | null> {
    const live = await this.findLive(placeId, parentId, name)
    return live ?? this.#findChild(placeId, parentId, name, 'missing')
  }

  /** The keys among `keys` that live entries of the folder hold. */
  async findTaken(placeId: PlaceId, parentId: EntryId | null, keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.#db.read(
      this.#db.build
        .selectFrom('entries')
        .select('name_key')
        .where('parent_key', '=', parentKey(placeId, parentId))
        .where('name_key', 'in', keys)
        .where('state', '=', 'live'),
    )
    return new Set(rows.map((row) => row.name_key))
  }

  forget({ entries, places }: { entries: readonly EntryId[]; places: readonly PlaceId[] }): void {
    if (entries.length === 0 && places.length === 0) return
    this.#forgotten++
    for (const id of entries) this.#entries.delete(id)
    if (places.length === 0) return
    this.#entries.deleteWhere((facts) => places.includes(facts.placeId))
    this.#folders.clear()
  }

  async #findChild(
    placeId: PlaceId,
    parentId: EntryId | null,
    name: string,
    state: 'live' | 'missing',
  ): Promise<ChildFacts | null> {
    const key = parentKey(placeId, parentId)
    const rows = await this.#db.read(bind(this.#children, [key, nameKey(name), sharedNameKey(name), state, 10]))
    const row = rows.find((candidate) => candidate.name === name) ?? rows[0]
    return row ? { ...row, state } : null
  }

  async #read(id: EntryId): Promise<EntryFacts | null> {
    const { build } = this.#db
    const chain = sql<{ name: string; state: EntryFacts['state'] }>`
      with recursive up (id, parent_id, name, state, depth) as (
        select id, parent_id, name, state, 0 from entries where id = ${id}
        union all
        select e.id, e.parent_id, e.name, e.state, up.depth + 1
        from entries e join up on e.id = up.parent_id where up.depth < 100
      )
      select name, state from up order by depth desc`.compile(build)
    const own = build
      .selectFrom('entries as e')
      .leftJoin('contents as c', 'c.id', 'e.content_id')
      .select(['e.id', 'e.place_id', 'e.parent_id', 'e.kind', 'e.name', 'e.uploader_kind', 'e.uploader_id'])
      .select(['e.size_bytes', 'e.mtime_ms', 'e.mime', 'e.added_at'])
      .select(['c.id as content_id', 'c.device', 'c.inode', 'c.size_bytes as content_bytes', 'c.mtime_ns', 'c.sha256'])
      .where('e.id', '=', id)
    const [names, rows] = await this.#db.readTogether([chain, own])
    const row = rows[0]
    if (!row) return null
    const states = new Set(names.map(({ state }) => state))
    return {
      id: row.id,
      placeId: row.place_id,
      parentId: row.parent_id,
      kind: row.kind,
      name: row.name,
      path: names.map(({ name }) => name),
      state: states.has('trashed') ? 'trashed' : states.has('missing') ? 'missing' : 'live',
      owner: ownerOf(row.uploader_kind, row.uploader_id),
      sizeBytes: row.size_bytes,
      mtimeMs: row.mtime_ms,
      mime: row.mime,
      addedAt: row.added_at,
      content: contentOf(row),
    }
  }
}

/** Asked for every name: compiled once. Bound are the parent, two keys, the state and the limit. */
function compileChildren({ build }: Database) {
  return build
    .selectFrom('entries')
    .select(['id', 'name', 'kind', 'content_id as contentId'])
    .where('parent_key', '=', '')
    .where('name_key', 'in', ['', ''])
    .where('state', '=', 'live')
    .limit(10)
    .compile()
}

function contentOf(row: {
  content_id: ContentId | null
  device: string | null
  inode: string | null
  content_bytes: number | null
  mtime_ns: string | null
  sha256: Uint8Array | null
}): EntryFacts['content'] {
  const { content_id: id, device, inode, content_bytes: sizeBytes, mtime_ns: mtimeNs } = row
  if (id === null || device === null || inode === null || sizeBytes === null || mtimeNs === null) return null
  return { id, facts: { device, inode, sizeBytes, mtimeNs }, sha256: row.sha256 }
}
