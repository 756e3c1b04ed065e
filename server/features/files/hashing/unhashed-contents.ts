import { sql } from 'kysely'
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
}

export interface QueuePosition {
  id: ContentId
  createdAt: number
}

const PAGE_SIZE = 200

/** The contents to be hashed are the queue: it survives a restart and knows no content twice. */
export class UnhashedContents {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * The newest first, after `after`. A page may hold less than was looked through: `last` says where the next begins.
   */
  async page(after: QueuePosition | null): Promise<{ contents: UnhashedContent[]; last: QueuePosition | null }> {
    const queued = await this.#queued(after)
    const last = queued.at(-1) ?? null
    if (last === null) return { contents: [], last }
    // Not joined: a plan that begins with the entries would read all of them for each page.
    const entries = await this.#db.read(
      this.#db.build
        .selectFrom('entries')
        .select(['id', 'content_id', 'parent_id', 'place_id', 'name', 'state'])
        .where(
          'content_id',
          'in',
          queued.map(({ id }) => id),
        ),
    )
    const byContent = new Map(entries.map((entry) => [entry.content_id, entry]))
    const contents = queued.flatMap(({ id, device, inode, sizeBytes, mtimeNs }) => {
      const entry = byContent.get(id)
      if (entry?.state !== 'live') return []
      const { id: entryId, parent_id: parentId, place_id: placeId, name } = entry
      return [{ id, entryId, parentId, placeId, name, facts: { device, inode, sizeBytes, mtimeNs } }]
    })
    return { contents, last }
  }

  async #queued(after: QueuePosition | null) {
    let query = this.#db.build
      .selectFrom('contents')
      .select(['id', 'created_at as createdAt', 'device', 'inode', 'size_bytes as sizeBytes', 'mtime_ns as mtimeNs'])
      .where('hashed_at', 'is', null)
      // Written out: an index over some rows is used only where that is known beforehand.
      .where('hash_later', '=', sql.lit(0))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(PAGE_SIZE)
    if (after) {
      query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(after.createdAt, after.id)))
    }
    return this.#db.read(query)
  }

  async totalBytes(): Promise<number> {
    const { build } = this.#db
    const row = await this.#db.readOne(
      build
        .selectFrom('contents')
        .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('size_bytes'), eb.val(0)).as('bytes'))
        .where('hashed_at', 'is', null)
        .where('hash_later', '=', sql.lit(0)),
    )
    return row?.bytes ?? 0
  }

  /** Somebody asks for a hash that could wait. */
  wantStep(id: ContentId): Step {
    return this.#db.build.updateTable('contents').set({ hash_later: 0 }).where('id', '=', id)
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
