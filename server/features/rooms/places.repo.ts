import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'

export type PlaceRow = Row<'places'> & { owner_name: string | null }

export interface PlaceTotals {
  readonly entryCount: number
  readonly sizeBytes: number
}

export function createPlacesRepo(db: Database) {
  const { build } = db
  return {
    /** Every place that is not deleted, in the order in which they were made, with who is named in it. */
    async all(): Promise<{ places: PlaceRow[]; members: Map<PlaceId, AccountId[]> }> {
      const places = build
        .selectFrom('places')
        .leftJoin('accounts', 'accounts.id', 'places.owner_id')
        .where('places.deleted_at', 'is', null)
        .selectAll('places')
        .select('accounts.name as owner_name')
        .orderBy('places.created_at')
        .orderBy('places.id')
      const named = build
        .selectFrom('place_members')
        .innerJoin('accounts', 'accounts.id', 'place_members.account_id')
        .where('accounts.deleted_at', 'is', null)
        .selectAll('place_members')
      const [rows, memberRows] = await db.readTogether([places, named])
      const members = new Map<PlaceId, AccountId[]>()
      for (const { place_id, account_id } of memberRows) {
        members.set(place_id, [...(members.get(place_id) ?? []), account_id])
      }
      return { places: rows, members }
    },

    async totals(): Promise<Map<PlaceId, PlaceTotals>> {
      const rows = await db.read(build.selectFrom('place_totals').selectAll())
      return new Map(rows.map((row) => [row.place_id, { entryCount: row.entry_count, sizeBytes: row.size_bytes }]))
    },
  }
}
