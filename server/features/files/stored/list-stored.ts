import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { DatabaseReads } from '#server/db/database.ts'
import type { StoredFile, StoredPart, StoredSpot } from './stored-file.ts'

export interface StoredFolder extends StoredSpot {
  entryId: EntryId
}

/** Everything that lies in rooms and private rooms, by one state of the database. */
export interface StoredTree {
  rooms: ReadonlyMap<PlaceId, string>
  /** Parents before what is in them. */
  folders: readonly StoredFolder[]
  /** In pages, for there may be a million. */
  files(): AsyncGenerator<StoredFile[]>
}

interface FolderRow {
  id: EntryId
  place_id: PlaceId
  parent_id: EntryId | null
  name: string
  state: 'live' | 'trashed' | 'missing'
}

/** Null for what is not on the disk. */
type Resolved = { part: StoredPart; segments: readonly string[] } | null

const PAGE_ROWS = 2_000
const CONTENT_COLUMNS = ['c.id as content_id', 'c.device', 'c.inode', 'c.size_bytes', 'c.mtime_ns', 'c.sha256'] as const

/**
 * Reads folders and the trash into memory, then files page by page. Drives are folders of the machine and none of ours;
 * what is `missing` has no bytes; places that are being deleted are gone.
 */
export async function readStoredTree(reads: DatabaseReads): Promise<StoredTree> {
  const { build } = reads
  const places = await reads.read(
    build.selectFrom('places').select(['id', 'folder']).where('deleted_at', 'is', null).where('kind', '<>', 'drive'),
  )
  const rooms = new Map(places.map(({ id, folder }) => [id, folder]))
  const trash = await reads.read(build.selectFrom('trash').select(['entry_id', 'stored_name']))
  const trashed = new Map(trash.map((row) => [row.entry_id, row.stored_name.split('/')]))
  const rows: FolderRow[] = await reads.read(
    build.selectFrom('entries').select(['id', 'place_id', 'parent_id', 'name', 'state']).where('kind', '=', 'folder'),
  )
  const { resolve, folderOf } = createResolver(rows, trashed)
  const folders = rows.flatMap((row): StoredFolder[] => {
    const [at, room] = [folderOf(row.id), rooms.get(row.place_id)]
    return at === null || room === undefined ? [] : [{ entryId: row.id, placeId: row.place_id, room, ...at }]
  })
  folders.sort((a, b) => a.segments.length - b.segments.length)

  async function* entryFiles(): AsyncGenerator<StoredFile[]> {
    const pages = inPages((after) =>
      reads.read(
        build
          .selectFrom('entries as e')
          .innerJoin('contents as c', 'c.id', 'e.content_id')
          .select(['e.id', 'e.place_id', 'e.parent_id', 'e.name', 'e.state', ...CONTENT_COLUMNS])
          .where('e.kind', '=', 'file')
          .where('e.id', '>', after as EntryId)
          .orderBy('e.id')
          .limit(PAGE_ROWS),
      ),
    )
    for await (const page of pages) yield page.flatMap((row) => storedFile(row, resolve(row)))
  }

  async function* versionFiles(): AsyncGenerator<StoredFile[]> {
    const pages = inPages((after) =>
      reads.read(
        build
          .selectFrom('versions as v')
          .innerJoin('contents as c', 'c.id', 'v.content_id')
          .select(['v.id', 'v.place_id', 'v.stored_name', ...CONTENT_COLUMNS])
          .where('v.id', '>', after)
          .orderBy('v.id')
          .limit(PAGE_ROWS),
      ),
    )
    for await (const page of pages) {
      yield page.flatMap((row) => storedFile(row, { part: 'versions', segments: row.stored_name.split('/') }))
    }
  }

  function storedFile(row: ContentColumns & { place_id: PlaceId }, at: Resolved): StoredFile[] {
    const room = rooms.get(row.place_id)
    if (at === null || room === undefined) return []
    return [{ placeId: row.place_id, room, ...at, ...contentOf(row) }]
  }

  return {
    rooms,
    folders,
    async *files() {
      yield* entryFiles()
      yield* versionFiles()
    },
  }
}

/** Where entries lie: a folder in the trash takes along what is in it. */
function createResolver(rows: readonly FolderRow[], trashed: ReadonlyMap<EntryId, readonly string[]>) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const known = new Map<EntryId, Resolved>()

  function resolve({ id, parent_id, name, state }: Omit<FolderRow, 'place_id'>): Resolved {
    if (state === 'missing') return null
    if (state === 'trashed') {
      const segments = trashed.get(id)
      return segments === undefined ? null : { part: 'trash', segments }
    }
    if (parent_id === null) return { part: 'files', segments: [name] }
    const parent = folderOf(parent_id)
    return parent === null ? null : { part: parent.part, segments: [...parent.segments, name] }
  }

  function folderOf(id: EntryId): Resolved {
    const before = known.get(id)
    if (before !== undefined) return before
    const row = byId.get(id)
    // Against a ring of parents, which no vault should have.
    known.set(id, null)
    const resolved = row === undefined ? null : resolve(row)
    known.set(id, resolved)
    return resolved
  }

  return { resolve, folderOf }
}

/** @param read gives the rows after an id, in the order of ids, at most PAGE_ROWS */
async function* inPages<R extends { id: string }>(read: (after: string) => Promise<R[]>): AsyncGenerator<R[]> {
  for (let after = ''; ; ) {
    const page = await read(after)
    yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE_ROWS) return
    after = last.id
  }
}

interface ContentColumns {
  content_id: ContentId
  device: string
  inode: string
  size_bytes: number
  mtime_ns: string
  sha256: Uint8Array | null
}

function contentOf(row: ContentColumns): Pick<StoredFile, 'contentId' | 'facts' | 'sha256'> {
  const { device, inode, size_bytes: sizeBytes, mtime_ns: mtimeNs } = row
  return { contentId: row.content_id, facts: { device, inode, sizeBytes, mtimeNs }, sha256: row.sha256 }
}
