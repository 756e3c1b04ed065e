import { sql } from 'kysely'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Database } from '#server/db/database.ts'
import type { FileFacts } from '../disk/file-facts.ts'
import { sharedNameKey } from '../entries/entry-columns.ts'
import type { Found } from './look.ts'

/** An entry of a folder as the database knows it. */
export interface ListedRow {
  id: EntryId
  name: string
  nameKey: string
  kind: 'file' | 'folder'
  state: 'live' | 'missing'
  missingSince: number | null
  contentId: ContentId | null
  mime: string | null
  /** Null for a folder that was never seen on the disk. */
  facts: FileFacts | null
}

/** An entry that was a certain file or folder when it was last seen, wherever it is listed. */
export interface KnownElsewhere {
  id: EntryId
  kind: 'file' | 'folder'
  contentId: ContentId | null
  facts: FileFacts
}

const PAGE_SIZE = 2_000

/** Reads rows for the comparison with the disk, in portions that no thread notices. */
export class ListedRows {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * All entries of a folder that are not trashed. Entries that change their names meanwhile may come twice or never.
   */
  async *pages(parentKey: string): AsyncGenerator<ListedRow[]> {
    for (const kind of ['folder', 'file'] as const) {
      let last: { sortName: string; id: EntryId } | null = null
      for (;;) {
        let query = this.#select()
          .select('e.sort_name as sortName')
          .where('e.parent_key', '=', parentKey)
          .where('e.listed', '=', 1)
          .where('e.kind', '=', kind)
          .orderBy('e.sort_name')
          .orderBy('e.id')
          .limit(PAGE_SIZE)
        if (last !== null) {
          const after = last
          query = query.where((eb) => eb(eb.refTuple('e.sort_name', 'e.id'), '>', eb.tuple(after.sortName, after.id)))
        }
        const rows: (RawRow & { sortName: string })[] = await this.#db.read(query)
        yield rows.map(toRow)
        last = rows.at(-1) ?? null
        if (rows.length < PAGE_SIZE) break
      }
    }
  }

  /** Any entries of a folder that are listed as being there. */
  async some(folderId: EntryId, limit: number): Promise<ListedRow[]> {
    const rows = await this.#db.read(
      this.#select().where('e.parent_id', '=', folderId).where('e.state', '=', 'live').limit(limit),
    )
    return rows.map(toRow)
  }

  /** The rows that hold one of these names, or another spelling of it. */
  async byNames(parentKey: string, names: readonly string[]): Promise<ListedRow[]> {
    const keys = [...new Set(names.flatMap((name) => [nameKey(name), sharedNameKey(name)]))]
    const inState = (state: 'live' | 'missing') =>
      this.#select()
        .where('e.parent_key', '=', parentKey)
        .where('e.name_key', 'in', keys)
        // Written out: an index over one state is used only where the state is known beforehand.
        .where('e.state', '=', sql.lit(state))
    const [live, missing] = await this.#db.readTogether([inState('live'), inState('missing')])
    return [...live, ...missing].map(toRow)
  }

  /**
   * Entries that were one of these files or folders, in any place and state: asked by inode alone, for a plan that
   * begins with the place would read all of its entries.
   */
  async elsewhere(found: readonly Found[]): Promise<KnownElsewhere[]> {
    const inodes = (kind: Found['kind']) => found.filter((one) => one.kind === kind).map(({ facts }) => facts.inode)
    const { build } = this.#db
    const files = build
      .selectFrom('contents')
      .select(['entry_id', 'id as contentId', 'device', 'inode', 'size_bytes as sizeBytes', 'mtime_ns as mtimeNs'])
      .where('inode', 'in', inodes('file'))
      .where('device', 'in', devicesOf(found))
    const folders = build
      .selectFrom('entries')
      .select(['id', 'device', 'inode'])
      .where('inode', 'in', inodes('folder'))
      .where('device', 'in', devicesOf(found))
    const [fileRows, folderRows] = await this.#db.readTogether([files, folders])
    return [
      ...fileRows.flatMap(({ entry_id: id, contentId, ...facts }) =>
        id === null ? [] : [{ id, kind: 'file' as const, contentId, facts }],
      ),
      ...folderRows.map(({ id, device, inode }) => ({
        id,
        kind: 'folder' as const,
        contentId: null,
        facts: { device: device ?? '', inode: inode ?? '', sizeBytes: 0, mtimeNs: '0' },
      })),
    ]
  }

  /** Inodes that a publication was about to list when it was interrupted: they are listed when it is finished. */
  async underWay(found: readonly Found[]): Promise<Set<string>> {
    const rows = await this.#db.read(
      this.#db.build
        .selectFrom('contents as c')
        .innerJoin('fs_intents as i', 'i.id', 'c.id')
        .select(['c.device', 'c.inode'])
        .where('c.entry_id', 'is', null)
        .where(
          'c.inode',
          'in',
          found.map(({ facts }) => facts.inode),
        )
        .where('c.device', 'in', devicesOf(found)),
    )
    return new Set(rows.map(fileKey))
  }

  #select() {
    return this.#db.build
      .selectFrom('entries as e')
      .leftJoin('contents as c', 'c.id', 'e.content_id')
      .select(['e.id', 'e.name', 'e.name_key', 'e.kind', 'e.state', 'e.missing_since', 'e.content_id', 'e.mime'])
      .select(['e.device as folder_device', 'e.inode as folder_inode'])
      .select(['c.device', 'c.inode', 'c.size_bytes', 'c.mtime_ns'])
  }
}

/** One file or folder of one mount. */
export function fileKey({ device, inode }: Pick<FileFacts, 'device' | 'inode'>): string {
  return `${device}:${inode}`
}

const devicesOf = (found: readonly Found[]) => [...new Set(found.map(({ facts }) => facts.device))]

interface RawRow {
  id: EntryId
  name: string
  name_key: string
  kind: 'file' | 'folder'
  state: 'live' | 'missing' | 'trashed'
  missing_since: number | null
  content_id: ContentId | null
  mime: string | null
  folder_device: string | null
  folder_inode: string | null
  device: string | null
  inode: string | null
  size_bytes: number | null
  mtime_ns: string | null
}

function toRow(row: RawRow): ListedRow {
  return {
    id: row.id,
    name: row.name,
    nameKey: row.name_key,
    kind: row.kind,
    state: row.state === 'missing' ? 'missing' : 'live',
    missingSince: row.missing_since,
    contentId: row.content_id,
    mime: row.mime,
    facts: factsOfRow(row),
  }
}

function factsOfRow(row: RawRow): FileFacts | null {
  const device = row.kind === 'folder' ? row.folder_device : row.device
  const inode = row.kind === 'folder' ? row.folder_inode : row.inode
  if (device === null || inode === null) return null
  return { device, inode, sizeBytes: row.size_bytes ?? 0, mtimeNs: row.mtime_ns ?? '0' }
}
