import type { DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { NewRow } from '#server/db/schema.ts'
import type { SecretHash } from '#server/db/tables/column-types.ts'

export interface LiveGrant {
  readonly placeId: PlaceId
  readonly deviceId: DeviceId
  readonly until: number
}

export function createGrantsRepo(db: Database) {
  const { build } = db
  return {
    insert: (row: NewRow<'grants'>): Query => build.insertInto('grants').values(row),

    find: (hash: SecretHash, now: number): Promise<LiveGrant | null> =>
      db.readOne(
        build
          .selectFrom('grants')
          .innerJoin('places', (join) =>
            join
              .onRef('places.id', '=', 'grants.place_id')
              .onRef('places.password_version', '=', 'grants.password_version')
              .on('places.access', '=', 'password')
              .on('places.deleted_at', 'is', null),
          )
          .where('grants.hash', '=', hash)
          .where('grants.revoked_at', 'is', null)
          .where('grants.expires_at', '>', now)
          .select(['grants.place_id as placeId', 'grants.device_id as deviceId', 'grants.expires_at as until']),
      ),

    /** Rows while the password of this version is the one that opens the room: for a guard. */
    stillOpens: (placeId: PlaceId, passwordVersion: number): Query =>
      build
        .selectFrom('places')
        .where('id', '=', placeId)
        .where('password_version', '=', passwordVersion)
        .where('access', '=', 'password')
        .where('deleted_at', 'is', null)
        .select('id'),

    /** Whether this device gave the right password here before. */
    async isKnownDevice(placeId: PlaceId, deviceId: DeviceId): Promise<boolean> {
      const row = await db.readOne(
        build
          .selectFrom('grants')
          .where('place_id', '=', placeId)
          .where('device_id', '=', deviceId)
          .select('hash')
          .limit(1),
      )
      return row !== null
    },
  }
}
