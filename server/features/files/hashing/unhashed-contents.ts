import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { FileFacts } from '../disk/file-facts.ts'
import type { HashedFile } from './hash-file.ts'

/** A content of a listed file whose hash nobody knows yet. */
export interface UnhashedContent {
  id: ContentId
  entryId: EntryId
  parentId: EntryId | null
  placeId: PlaceId
  name: string
  facts: FileFacts
  createdAt: number
}

const PAGE_SIZE = 200

/** The contents to be hashed are the queue: it survives a restart and knows no content twice. */
export class UnhashedContents {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** The newest first; the next page begins after the last of this one. */
  async page(after: UnhashedContent | null): Promise<UnhashedContent[]> {
    const { build } = this.#db
    let query = build
      .selectFrom('contents as c')
      .innerJoin('entries as e', 'e.content_id', 'c.id')
      .select(['c.id', 'e.id as entryId', 'e.parent_id as parentId', 'e.place_id as placeId', 'e.name'])
      .select(['c.device', 'c.inode', 'c.size_bytes as sizeBytes', 'c.mtime_ns as mtimeNs'])
      .select('c.created_at as createdAt')
      .where('c.hashed_at', 'is', null)
      .where('e.state', '=', 'live')
      .orderBy('c.created_at', 'desc')
      .orderBy('c.id', 'desc')
      .limit(PAGE_SIZE)
    if (after)
      query = query.where((eb) => eb(eb.refTuple('c.created_at', 'c.id'), '<', eb.tuple(after.createdAt, after.id)))
    const rows = await this.#db.read(query)
    return rows.map(({ device, inode, sizeBytes, mtimeNs, ...row }) => ({
      ...row,
      facts: { device, inode, sizeBytes, mtimeNs },
    }))
  }

  async totalBytes(): Promise<number> {
    const { build } = this.#db
    const row = await this.#db.readOne(
      build
        .selectFrom('contents')
        .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('size_bytes'), eb.val(0)).as('bytes'))
        .where('hashed_at', 'is', null),
    )
    return row?.bytes ?? 0
  }

  /** Only for the very bytes that were hashed. */
  recordStep(id: ContentId, facts: FileFacts, hashed: HashedFile, now: number): Step {
    return this.#db.build
      .updateTable('contents')
      .set({
        sha256: hashed.sha256,
        manifest: hashed.manifest,
        chunk_size_bytes: hashed.chunkSizeBytes,
        hashed_at: now,
      })
      .where('id', '=', id)
      .where('size_bytes', '=', facts.sizeBytes)
      .where('mtime_ns', '=', facts.mtimeNs)
      .where('hashed_at', 'is', null)
  }
}
