import type { AccountId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import { type Owner, ownerColumns } from '../entries/owner.ts'

/** Whose bytes are asked for. Versions and the trash count: they fill the disk like everything else. */
export type UsageScope =
  | { kind: 'owner'; owner: Owner }
  | { kind: 'guests'; placeId: PlaceId }
  | { kind: 'place'; placeId: PlaceId }

/** A few rows of sums that triggers keep: cheap enough to ask in the unit of work that makes a reservation. */
function usedBytesQuery(db: Database, scope: UsageScope): Query<{ sizeBytes: number | null }> {
  const sums = db.build
    .selectFrom('usage_totals')
    .select((eb) => eb.fn.sum<number | null>('size_bytes').as('sizeBytes'))
  if (scope.kind === 'place') return sums.where('place_id', '=', scope.placeId)
  if (scope.kind === 'guests') return sums.where('place_id', '=', scope.placeId).where('owner_kind', '=', 'device')
  const { kind, id } = ownerColumns(scope.owner)
  return sums.where('owner_kind', '=', kind ?? 'system').where('owner_id', '=', id ?? '')
}

export async function usedBytes(db: Database, scope: UsageScope): Promise<number> {
  return (await db.readOne(usedBytesQuery(db, scope)))?.sizeBytes ?? 0
}

/** Of each account that has any. */
export async function usedByAccounts(
  db: Database,
  accounts: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, number>> {
  const rows = await db.read(
    db.build
      .selectFrom('usage_totals')
      .select((eb) => ['owner_id', eb.fn.sum<number>('size_bytes').as('sizeBytes')])
      .where('owner_kind', '=', 'account')
      .where('owner_id', 'in', accounts)
      .groupBy('owner_id'),
  )
  return new Map(rows.map((row) => [row.owner_id as AccountId, row.sizeBytes]))
}
