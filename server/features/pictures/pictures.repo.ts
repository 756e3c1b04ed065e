import type { ContentId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Row, RowPatch } from '#server/db/schema.ts'
import type { Step } from '#server/db/unit-of-work.ts'

/** What is known of the looks of a content. */
export type PictureRow = Omit<Row<'pictures'>, 'content_id' | 'created_at' | 'attempts'>

/** A content nobody has looked at yet, and the entry that holds it; nulls for one that no entry holds. */
export interface WantedPicture {
  contentId: ContentId
  createdAt: number
  sizeBytes: number
  name: string | null
  mime: string | null
  isMissing: boolean
}

const PAGE_ROWS = 100
/** Begun so often without an end of its own, it is not begun again. */
const MOST_ATTEMPTS = 2
/** Of those that the vault did not see the end of, as often as not because somebody stopped it. */
const MOST_BEGUN = 4
const ENDED_BY_US = ['time', 'memory', 'crash']

export function createPicturesRepo(db: Database) {
  const { build } = db
  return {
    async find(contentId: ContentId): Promise<PictureRow | null> {
      return db.readOne(build.selectFrom('pictures').selectAll().where('content_id', '=', contentId))
    },

    /** What another content with the same bytes looks like. */
    async findTwin(contentId: ContentId, sha256: Uint8Array): Promise<PictureRow | null> {
      return db.readOne(
        build
          .selectFrom('contents as c')
          .innerJoin('pictures as p', 'p.content_id', 'c.id')
          .selectAll('p')
          .where('c.sha256', '=', sha256)
          .where('c.id', '<>', contentId)
          .where('p.state', 'in', ['made', 'none', 'failed'])
          .limit(1),
      )
    },

    /** The newest first, after `after`. */
    async wanted(after: Pick<WantedPicture, 'createdAt' | 'contentId'> | null): Promise<WantedPicture[]> {
      let query = build
        .selectFrom('pictures as p')
        .innerJoin('contents as c', 'c.id', 'p.content_id')
        .leftJoin('entries as e', 'e.content_id', 'p.content_id')
        .select(['p.content_id as contentId', 'p.created_at as createdAt', 'c.size_bytes as sizeBytes'])
        .select(['e.name', 'e.mime', 'e.state'])
        .where('p.state', '=', 'wanted')
        .orderBy('p.created_at', 'desc')
        .orderBy('p.content_id', 'desc')
        .limit(PAGE_ROWS)
      if (after) {
        query = query.where((eb) =>
          eb(eb.refTuple('p.created_at', 'p.content_id'), '<', eb.tuple(after.createdAt, after.contentId)),
        )
      }
      return (await db.read(query)).map(({ state, ...row }) => ({ ...row, isMissing: state === 'missing' }))
    },

    async isAnyWanted(): Promise<boolean> {
      const wanted = build.selectFrom('pictures').select('content_id').where('state', '=', 'wanted').limit(1)
      return (await db.readOne(wanted)) !== null
    },

    async counts(): Promise<{ waiting: number; failed: number }> {
      const count = (state: 'wanted' | 'failed') =>
        build
          .selectFrom('pictures')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .where('state', '=', state)
      const [wanted, failed] = await db.readTogether([count('wanted'), count('failed')])
      return { waiting: wanted[0]?.count ?? 0, failed: failed[0]?.count ?? 0 }
    },

    set: (contentId: ContentId, patch: RowPatch<'pictures'>): Step =>
      build.updateTable('pictures').set(patch).where('content_id', '=', contentId),

    /** Begun, and perhaps never ended: a crash of the vault counts as well. */
    begin: (contentId: ContentId): Step =>
      build
        .updateTable('pictures')
        .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
        .where('content_id', '=', contentId),

    setMany: (contentIds: readonly ContentId[], state: 'none' | 'away'): Step =>
      build.updateTable('pictures').set({ state }).where('content_id', 'in', contentIds).where('state', '=', 'wanted'),

    /** What may go better after a start: unreadable then, cut off then, or without a program that is there now. */
    wantAgain(found: readonly ('no_ffmpeg' | 'no_pdftoppm')[]): Step[] {
      const again = build.updateTable('pictures').set({ state: 'wanted' })
      const failed = again.where('state', '=', 'failed')
      return [
        again.where('state', '=', 'away'),
        failed.where('failure', 'in', ENDED_BY_US).where('attempts', '<', MOST_ATTEMPTS),
        // Before it was told which program is missing.
        failed.where('failure', 'in', [...found, 'no_program']),
        build
          .updateTable('pictures')
          .set({ state: 'failed', failure: 'crash' })
          .where('state', '=', 'wanted')
          .where('attempts', '>=', MOST_BEGUN),
      ]
    },

    async gone(): Promise<string[]> {
      const rows = await db.read(build.selectFrom('gone_pictures').select('picture_key').limit(500))
      return rows.map((row) => row.picture_key)
    },

    forgetGone: (keys: readonly string[]): Step => build.deleteFrom('gone_pictures').where('picture_key', 'in', keys),

    /** Those among `keys` that no content has. */
    async unused(keys: readonly string[]): Promise<string[]> {
      const rows = await db.read(
        build.selectFrom('pictures').select('picture_key').distinct().where('picture_key', 'in', keys),
      )
      const used = new Set(rows.map((row) => row.picture_key))
      return keys.filter((key) => !used.has(key))
    },
  }
}

export type PicturesRepo = ReturnType<typeof createPicturesRepo>
