import { sql } from 'kysely'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { QueryBuilder } from '#server/db/query.ts'
import type { GuardedStep } from '#server/db/unit-of-work.ts'
import type { QuotaScope, UploadLimits } from './upload-limits.ts'
import type { Owner } from './upload-owner.ts'
import { ownerColumns } from './upload-rows.ts'

const UNFINISHED = sql`state in ('open', 'finishing')`

/**
 * Steps that stand before a reservation in the same unit of work: there is one writer, so what they see cannot change
 * before the reservation is made, and the sum of files and reservations never exceeds a quota.
 */
export function quotaGuards(
  build: QueryBuilder,
  scopes: readonly QuotaScope[],
  who: { owner: Owner; placeId: PlaceId },
  moreBytes: number,
): GuardedStep[] {
  return scopes.map((scope) => ({
    query: sql`select 1 where ${usedBytes(scope.kind, who)} + ${moreBytes} <= ${scope.limitBytes}`.compile(build),
    expect: 'rows',
    otherwise: `quota:${scope.kind}`,
  }))
}

/** Old contents of a file count as well (docs/decisions/072): else whoever replaces one file often needs no quota. */
function usedBytes(kind: QuotaScope['kind'], who: { owner: Owner; placeId: PlaceId }) {
  const files = (where: ReturnType<typeof sql>) =>
    sql`(select coalesce(sum(size_bytes), 0) from usage_totals where ${where})`
  const reserved = (where: ReturnType<typeof sql>) =>
    sql`(select coalesce(sum(reserved_bytes), 0) from uploads where ${UNFINISHED} and ${where})`
  const { owner_kind: ownerKind, owner_id: ownerId } = ownerColumns(who.owner)
  switch (kind) {
    case 'account':
      return sql`${files(sql`owner_kind = ${ownerKind} and owner_id = ${ownerId}`)} + ${reserved(sql`owner_id = ${ownerId} and owner_kind = ${ownerKind}`)}`
    case 'guests':
      return sql`${files(sql`place_id = ${who.placeId} and owner_kind = 'device'`)} + ${reserved(sql`place_id = ${who.placeId} and owner_kind = 'device'`)}`
    case 'place':
      return sql`${files(sql`place_id = ${who.placeId}`)} + ${reserved(sql`place_id = ${who.placeId}`)}`
  }
}

/** At most so many unfinished uploads of an owner and of an address. */
export function countGuards(
  build: QueryBuilder,
  limits: Pick<UploadLimits, 'maxUnfinishedPerOwner' | 'maxUnfinishedPerAddress'>,
  who: { owner: Owner; address: string },
): GuardedStep[] {
  const { owner_id: ownerId } = ownerColumns(who.owner)
  const below = (where: ReturnType<typeof sql>, limit: number): GuardedStep => ({
    query: sql`select 1 where (select count(*) from uploads where ${UNFINISHED} and ${where}) < ${limit}`.compile(
      build,
    ),
    expect: 'rows',
    otherwise: 'count',
  })
  return [
    below(sql`owner_id = ${ownerId}`, limits.maxUnfinishedPerOwner),
    below(sql`address = ${who.address}`, limits.maxUnfinishedPerAddress),
  ]
}
