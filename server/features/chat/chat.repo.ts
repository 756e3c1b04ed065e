import { sql } from 'kysely'
import { MAX_UNREAD } from '#lib/core/chat/chat-rules.ts'
import type { DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Owner } from '#lib/core/permissions/actors-and-targets.ts'
import { guarded } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow, Row, RowPatch } from '#server/db/schema.ts'
import type { Step } from '#server/db/unit-of-work.ts'

export type ChatRow = Row<'chat_messages'>
export type NewMessage = Omit<NewRow<'chat_messages'>, 'seq' | 'rev'>
/** Somebody who talks or reads. */
export type Talker = NonNullable<Owner>

export function talkerColumns(talker: Talker): { kind: 'account' | 'device'; id: string } {
  return talker.kind === 'account' ? { kind: 'account', id: talker.accountId } : { kind: 'device', id: talker.deviceId }
}

export function createChatRepo(db: Database) {
  const { build } = db
  const inPlace = (placeId: PlaceId) => build.selectFrom('chat_messages').where('place_id', '=', placeId)
  const latestRev = (placeId: PlaceId) => build.selectFrom('chat_logs').where('place_id', '=', placeId).select('rev')

  /** The conversation takes its next number; the steps after it in the same unit bear it. */
  const advance = (placeId: PlaceId): Step[] => [
    guarded(
      build.selectFrom('places').where('id', '=', placeId).where('deleted_at', 'is', null).select('id'),
      'rows',
      'not_found',
    ),
    build
      .insertInto('chat_logs')
      .values({ place_id: placeId, rev: 1 })
      .onConflict((conflict) =>
        conflict.column('place_id').doUpdateSet((row) => ({ rev: row('chat_logs.rev', '+', 1) })),
      ),
  ]

  return {
    /** The last step returns the row. */
    add: (message: NewMessage): Step[] => [
      ...advance(message.place_id),
      build
        .insertInto('chat_messages')
        .values({ ...message, seq: latestRev(message.place_id), rev: latestRev(message.place_id) })
        .returningAll(),
    ],

    /** The last step returns the row, and no row when the message is not there or was deleted before. */
    change: (placeId: PlaceId, id: string, patch: RowPatch<'chat_messages'>): Step[] => [
      ...advance(placeId),
      build
        .updateTable('chat_messages')
        .set({ ...patch, rev: latestRev(placeId) })
        .where('id', '=', id)
        .where('place_id', '=', placeId)
        .where('deleted_at', 'is', null)
        .returningAll(),
    ],

    find: (id: string): Promise<ChatRow | null> =>
      db.readOne(build.selectFrom('chat_messages').selectAll().where('id', '=', id)),

    findSent: (author: Talker, clientId: string): Promise<ChatRow | null> => {
      const { kind, id } = talkerColumns(author)
      return db.readOne(
        build
          .selectFrom('chat_messages')
          .selectAll()
          .where('author_kind', '=', kind)
          .where('author_id', '=', id)
          .where('client_id', '=', clientId),
      )
    },

    /** A page, newest first, and where the conversation stands, of one moment. */
    async page(placeId: PlaceId, before: number | null, limit: number): Promise<{ rows: ChatRow[]; rev: number }> {
      const rows = inPlace(placeId).selectAll().orderBy('seq', 'desc').limit(limit)
      const page = before === null ? rows : rows.where('seq', '<', before)
      const [found, latest] = await db.readTogether([page, latestRev(placeId)])
      return { rows: found, rev: latest[0]?.rev ?? 0 }
    },

    /** What is new or different since then, in the order in which it happened. */
    async since(placeId: PlaceId, rev: number, limit: number): Promise<{ rows: ChatRow[]; rev: number }> {
      const rows = inPlace(placeId).selectAll().where('rev', '>', rev).orderBy('rev').limit(limit)
      const [found, latest] = await db.readTogether([rows, latestRev(placeId)])
      return { rows: found, rev: latest[0]?.rev ?? 0 }
    },

    revOf: async (placeId: PlaceId): Promise<number> => (await db.readOne(latestRev(placeId)))?.rev ?? 0,

    /** Rows when somebody was told of lately, for a guard. */
    cameLately: (placeId: PlaceId, author: Talker, kinds: ChatRow['kind'][], after: number): Query => {
      const { kind, id } = talkerColumns(author)
      return inPlace(placeId)
        .where('author_id', '=', id)
        .where('author_kind', '=', kind)
        .where('kind', 'in', kinds)
        .where('at', '>', after)
        .select('id')
        .limit(1)
    },

    /** The line that uploads of this person into this folder may go on: nobody has said anything since. */
    openUploads: (placeId: PlaceId, author: Talker, folder: string, after: number): Promise<ChatRow | null> => {
      const { kind, id } = talkerColumns(author)
      return db.readOne(
        inPlace(placeId)
          .selectAll()
          .where('author_id', '=', id)
          .where('kind', '=', 'uploaded')
          .where('author_kind', '=', kind)
          .where('folder', '=', folder)
          .where('changed_at', '>', after)
          .where('deleted_at', 'is', null)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('chat_messages as later')
                  .whereRef('later.place_id', '=', 'chat_messages.place_id')
                  .whereRef('later.seq', '>', 'chat_messages.seq')
                  .where('later.kind', '=', 'text')
                  .select('later.id'),
              ),
            ),
          )
          .orderBy('seq', 'desc')
          .limit(1),
      )
    },

    markRead: (placeId: PlaceId, reader: Talker, seq: number, now: number): Query => {
      const { kind, id } = talkerColumns(reader)
      return build
        .insertInto('chat_reads')
        .values({ place_id: placeId, reader_kind: kind, reader_id: id, seq, read_at: now })
        .onConflict((conflict) =>
          conflict
            .columns(['place_id', 'reader_kind', 'reader_id'])
            .doUpdateSet({ seq, read_at: now })
            .where('chat_reads.seq', '<', seq),
        )
    },

    readSeq: async (placeId: PlaceId, reader: Talker): Promise<number> => {
      const { kind, id } = talkerColumns(reader)
      const row = await db.readOne(
        build
          .selectFrom('chat_reads')
          .where('place_id', '=', placeId)
          .where('reader_kind', '=', kind)
          .where('reader_id', '=', id)
          .select('seq'),
      )
      return row?.seq ?? 0
    },

    /** What others said after the mark, counted up to a bound. */
    async unread(placeIds: readonly PlaceId[], reader: Talker): Promise<number[]> {
      const { kind, id } = talkerColumns(reader)
      const counts = placeIds.map((placeId) =>
        build
          .selectFrom(
            inPlace(placeId)
              .where('kind', '=', 'text')
              .where('deleted_at', 'is', null)
              .where(({ not, and, eb }) => not(and([eb('author_kind', '=', kind), eb('author_id', '=', id)])))
              .where(
                'seq',
                '>',
                sql<number>`coalesce((select seq from chat_reads where place_id = ${placeId}
                  and reader_kind = ${kind} and reader_id = ${id}), 0)`,
              )
              .select('id')
              .limit(MAX_UNREAD)
              .as('unread'),
          )
          .select(({ fn }) => fn.countAll<number>().as('count')),
      )
      const found = await db.readTogether(counts)
      return found.map(([row]) => row?.count ?? 0)
    },

    guestNames: async (devices: readonly DeviceId[]): Promise<ReadonlyMap<string, string>> => {
      if (devices.length === 0) return new Map()
      const rows = await db.read(
        build
          .selectFrom('chat_names')
          .selectAll()
          .where('device_id', 'in', [...devices]),
      )
      return new Map(rows.map((row) => [row.device_id, row.name]))
    },

    setName: (device: DeviceId, name: string, now: number): Query =>
      build
        .insertInto('chat_names')
        .values({ device_id: device, name, seen_at: now })
        .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ name, seen_at: now })),

    /** A room that is gone. Safe to run again from the start. */
    forgetPlace: (placeId: PlaceId, rows: number): Query[] => [
      sql`delete from chat_messages where id in
        (select id from chat_messages where place_id = ${placeId} limit ${rows})`.compile(build),
      build.deleteFrom('chat_reads').where('place_id', '=', placeId),
      build.deleteFrom('chat_logs').where('place_id', '=', placeId),
    ],

    /** Names of devices that were not seen for long and of which nothing is left to read. */
    sweepNames: (before: number): Query => build.deleteFrom('chat_names').where('seen_at', '<', before),
  }
}

export type ChatRepo = ReturnType<typeof createChatRepo>
