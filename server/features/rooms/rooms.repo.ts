import { sep } from 'node:path'
import { sql } from 'kysely'
import type { AccountId, DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow, RowPatch } from '#server/db/schema.ts'

/** Rows of rooms and private rooms. Reading them is the part of PlacesService. */
export function createRoomsRepo(db: Database) {
  const { build } = db
  return {
    insert: (row: NewRow<'places'>): Query => build.insertInto('places').values(row),

    /** One change when the place is there and not deleted. */
    update: (placeId: PlaceId, patch: RowPatch<'places'>): Query =>
      build.updateTable('places').set(patch).where('id', '=', placeId).where('deleted_at', 'is', null),

    /** Void every grant that was given for the password so far. */
    bumpPasswordVersion: (placeId: PlaceId): Query =>
      build
        .updateTable('places')
        .set((row) => ({ password_version: row('password_version', '+', 1) }))
        .where('id', '=', placeId),

    setMembers: (placeId: PlaceId, memberIds: readonly AccountId[]): Query[] => [
      build.deleteFrom('place_members').where('place_id', '=', placeId),
      ...[...new Set(memberIds)].map((accountId) =>
        build.insertInto('place_members').values({ place_id: placeId, account_id: accountId }),
      ),
    ],

    /** Rows when one of them is no account any more: for a guard. */
    deletedAmong: (accountIds: readonly AccountId[]): Query =>
      build
        .selectFrom('accounts')
        .where('id', 'in', [...accountIds])
        .where('deleted_at', 'is not', null)
        .select('id'),

    logChange: (placeId: PlaceId, at: number): Query =>
      build.insertInto('changes').values({ place_id: placeId, entry_id: null, parent_id: null, kind: 'place', at }),

    /**
     * Unfinished uploads know the folder of their bytes by its path; it moves with the room, and no byte is sent again.
     */
    movePartials: (placeId: PlaceId, fromPath: string, toPath: string): Query =>
      build
        .updateTable('uploads')
        .set((row) => ({
          partial_folder: sql<string>`${toPath} || substr(${row.ref('partial_folder')}, length(${fromPath}) + 1)`,
        }))
        .where('place_id', '=', placeId)
        .where('state', 'in', ['open', 'finishing'])
        .where(sql<string>`substr(partial_folder, 1, length(${fromPath}) + 1)`, '=', fromPath + sep),

    async hasEverHadRooms(): Promise<boolean> {
      const row = await db.readOne(build.selectFrom('places').where('kind', '=', 'room').select('id').limit(1))
      return row !== null
    },

    revokeGrants: (placeId: PlaceId, deviceId: DeviceId | null, now: number): Query =>
      build
        .updateTable('grants')
        .set({ revoked_at: now })
        .where('place_id', '=', placeId)
        .where('revoked_at', 'is', null)
        .$if(deviceId !== null, (query) => query.where('device_id', '=', deviceId as DeviceId)), // just checked
  }
}

export type RoomsRepo = ReturnType<typeof createRoomsRepo>
