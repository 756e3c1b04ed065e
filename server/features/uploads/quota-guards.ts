import { type RawBuilder, sql } from 'kysely'
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
    query: sql`select 1 where ${usedBytes(countedIn(scope, who))} + ${moreBytes} <= ${scope.limitBytes}`.compile(build),
    expect: 'rows',
    otherwise: `quota:${scope.kind}`,
  }))
}

function countedIn({ kind }: QuotaScope, { owner, placeId }: { owner: Owner; placeId: PlaceId }): Counted {
  return kind === 'account' ? { kind, owner } : { kind, placeId }
}

/** Whose bytes count together: an account's over all places, those of all guests of a place, all of a place. */
export type Counted =
  | { readonly kind: 'account'; readonly owner: Owner }
  | { readonly kind: 'guests' | 'place'; readonly placeId: PlaceId }

/**
 * What a quota compares: contents by sums that triggers keep, and reservations along an index. Old contents of a file
 * count as well (docs/decisions/072): else whoever replaces one file often needs no quota.
 */
export function usedBytes(of: Counted): RawBuilder<number> {
  const where = whose(of)
  return sql<number>`((select coalesce(sum(size_bytes), 0) from usage_totals where ${where})
    + (select coalesce(sum(reserved_bytes), 0) from uploads where ${UNFINISHED} and ${where}))`
}

function whose(of: Counted): RawBuilder<unknown> {
  if (of.kind === 'account') {
    const { owner_kind: kind, owner_id: id } = ownerColumns(of.owner)
    return sql`owner_kind = ${kind} and owner_id = ${id}`
  }
  const inPlace = sql`place_id = ${of.placeId}`
  return of.kind === 'place' ? inPlace : sql`${inPlace} and owner_kind = 'device'`
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
