import { sql } from 'kysely'
import type { AccountId, EntryId, ShareLinkId, UploadId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow } from '#server/db/schema.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'

export type LinkRow = NonNullable<Awaited<ReturnType<ReturnType<typeof createShareLinksRepo>['find']>>>

/** A slot whose upload was never made is nobody's after this time. */
const ORPHAN_MS = 3_600_000

export function createShareLinksRepo(db: Database) {
  const { build } = db
  const rows = () =>
    build
      .selectFrom('share_links as l')
      .innerJoin('accounts as a', 'a.id', 'l.created_by')
      .selectAll('l')
      .select(['a.name as maker_name', 'a.role as maker_role', 'a.disabled as maker_disabled'])
      .select('a.deleted_at as maker_deleted_at')
  const idsOf = build.selectFrom('share_link_entries').select(['link_id', 'entry_id']).orderBy('position')
  /** Listed, or on their way: what was cancelled, has failed or expired takes no room. */
  const taken = (now: number) => sql<boolean>`(s.done_at is not null
    or (s.upload_id is null and s.made_at > ${now - ORPHAN_MS})
    or exists (select 1 from uploads u where u.id = s.upload_id and u.state in ('open', 'finishing', 'done')))`

  const slotOfTransfer = (link: ShareLinkId, visitor: string, transferId: string, now: number) =>
    build
      .selectFrom('share_slots as s')
      .select('s.id')
      .where('s.link_id', '=', link)
      .where('s.visitor', '=', visitor)
      .where('s.transfer_id', '=', transferId)
      .where(taken(now))

  return {
    find: (id: string) => db.readOne(rows().where('l.id', '=', id as ShareLinkId)), // what a client sends is only compared
    findByHash: (hash: SecretHash) => db.readOne(rows().where('l.hash', '=', hash)),

    /** Those that were not taken back, the newest first. @param of null: of everybody */
    list(of: AccountId | null) {
      const listed = rows().where('l.revoked_at', 'is', null).where('a.deleted_at', 'is', null)
      const wanted = of === null ? listed : listed.where('l.created_by', '=', of)
      return db.read(wanted.orderBy('l.created_at', 'desc').orderBy('l.id', 'desc').limit(2_000))
    },

    async entryIds(links: readonly ShareLinkId[]): Promise<Map<ShareLinkId, EntryId[]>> {
      const found = new Map<ShareLinkId, EntryId[]>()
      if (links.length === 0) return found
      for (const row of await db.read(idsOf.where('link_id', 'in', links))) {
        found.set(row.link_id, [...(found.get(row.link_id) ?? []), row.entry_id])
      }
      return found
    },

    insert: (row: NewRow<'share_links'>, entries: readonly EntryId[]): Query[] => [
      build.insertInto('share_links').values(row),
      build
        .insertInto('share_link_entries')
        .values(entries.map((entry_id, position) => ({ link_id: row.id, entry_id, position }))),
    ],
    revoke: (id: ShareLinkId, at: number): Query =>
      build.updateTable('share_links').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null),

    hasViewing: (id: string, now: number) =>
      db.readOne(build.selectFrom('share_viewings').select('id').where('id', '=', id).where('ends_at', '>', now)),
    /** Changes nothing when the viewing still runs. */
    beginViewing: (row: NewRow<'share_viewings'>): Query =>
      build
        .insertInto('share_viewings')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({ begun_at: row.begun_at, ends_at: row.ends_at })
            .where('share_viewings.ends_at', '<=', row.begun_at),
        ),
    /** Changes nothing when the link was used as often as it may be. */
    countDownload: (id: ShareLinkId): Query =>
      build
        .updateTable('share_links')
        .set({ downloads: sql<number>`downloads + 1` })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .where(sql<boolean>`(max_downloads is null or downloads < max_downloads)`),
    endViewing: (id: string): Query => build.deleteFrom('share_viewings').where('id', '=', id),
    uncountDownload: (id: ShareLinkId): Query =>
      build
        .updateTable('share_links')
        .set({ downloads: sql<number>`downloads - 1` })
        .where('id', '=', id)
        .where('downloads', '>', 0),

    async dropped(
      links: readonly ShareLinkId[],
      now: number,
    ): Promise<Map<ShareLinkId, { files: number; bytes: number }>> {
      if (links.length === 0) return new Map()
      const used = await db.read(
        build
          .selectFrom('share_slots as s')
          .select('s.link_id')
          .select([sql<number>`count(*)`.as('files'), sql<number>`coalesce(sum(s.size_bytes), 0)`.as('bytes')])
          .where('s.link_id', 'in', links)
          .where(taken(now))
          .groupBy('s.link_id'),
      )
      return new Map(used.map(({ link_id, files, bytes }) => [link_id, { files, bytes }]))
    },
    /** There is one writer, so what this sees cannot change before the slot is taken. */
    hasRoom: (id: ShareLinkId, bytes: number, now: number): Query =>
      build
        .selectFrom('share_links as l')
        .select('l.id')
        .where('l.id', '=', id)
        .where('l.revoked_at', 'is', null)
        .where(sql<boolean>`(l.drop_max_files is null or l.drop_max_files >
          (select count(*) from share_slots s where s.link_id = l.id and ${taken(now)}))`)
        .where(sql<boolean>`(l.drop_max_bytes is null or l.drop_max_bytes >= ${bytes} +
          (select coalesce(sum(s.size_bytes), 0) from share_slots s where s.link_id = l.id and ${taken(now)}))`),
    /** An outsider must not use up the unfinished uploads of whoever made the link. */
    isCalm: (id: ShareLinkId, most: number): Query =>
      build
        .selectFrom('share_links as l')
        .select('l.id')
        .where('l.id', '=', id)
        .where(sql<boolean>`${most} > (select count(*) from share_slots s join uploads u on u.id = s.upload_id
          where s.link_id = l.id and u.state in ('open', 'finishing'))`),
    takeSlot: (row: NewRow<'share_slots'>): Query => build.insertInto('share_slots').values(row),
    /** The slot that an earlier try of the same creation took. */
    slotOf: (link: ShareLinkId, visitor: string, transferId: string, now: number) =>
      db.readOne(slotOfTransfer(link, visitor, transferId, now)),
    hasNoSlot: (link: ShareLinkId, visitor: string, transferId: string, now: number): Query =>
      build
        .selectFrom('share_links as l')
        .select('l.id')
        .where('l.id', '=', link)
        .where(({ not, exists }) => not(exists(slotOfTransfer(link, visitor, transferId, now)))),
    bindSlot: (slot: string, upload: UploadId): Query =>
      build.updateTable('share_slots').set({ upload_id: upload }).where('id', '=', slot),
    leaveSlot: (slot: string): Query =>
      build.deleteFrom('share_slots').where('id', '=', slot).where('upload_id', 'is', null),
    ownsUpload: (link: ShareLinkId, visitor: string, upload: string) =>
      db.readOne(
        build
          .selectFrom('share_slots')
          .select(['id', 'upload_id'])
          .where('upload_id', '=', upload as UploadId) // only compared
          .where('link_id', '=', link)
          .where('visitor', '=', visitor),
      ),
    settleSlots: (now: number): Query =>
      build
        .updateTable('share_slots')
        .set({ done_at: now })
        .where('done_at', 'is', null)
        .where(sql<boolean>`exists (select 1 from uploads u where u.id = share_slots.upload_id and u.state = 'done')`),
    sweep: (now: number, keptMs: number): Query[] => [
      build.deleteFrom('share_links').where(sql<boolean>`coalesce(revoked_at, expires_at) < ${now - keptMs}`),
      build.deleteFrom('share_viewings').where('ends_at', '<=', now),
      build
        .deleteFrom('share_slots')
        .where('upload_id', 'is', null)
        .where('made_at', '<', now - ORPHAN_MS),
    ],
  }
}

export type ShareLinksRepo = ReturnType<typeof createShareLinksRepo>
