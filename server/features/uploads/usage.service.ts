import { sql } from 'kysely'
import type { Usage } from '#lib/contracts/http/usage.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { Database } from '#server/db/database.ts'
import type { FileOps } from './disk/file-ops.ts'
import { usedBytes } from './quota-guards.ts'
import type { UploadLimits } from './upload-limits.ts'
import { findOwner } from './upload-owner.ts'

export interface UsageDeps {
  readonly db: Database
  readonly files: Pick<FileOps, 'freeBytes' | 'totalBytes'>
  readonly limits: () => Pick<UploadLimits, 'accountQuotaBytes' | 'guestQuotaBytes' | 'freeSpaceFloorBytes'>
  /** The folder of a place on the disk. */
  readonly rootOf: (placeId: PlaceId) => Promise<string>
}

/** How much is used, in the very numbers by which an upload is refused. */
export type ReadUsage = (actor: Actor, placeId: PlaceId) => Promise<Usage>

interface Sums {
  accountUsed: number | null
  accountLimit: number | null
  guestsUsed: number
  guestsLimit: number | null
  placeUsed: number
  placeLimit: number | null
  /** Of what is listed: the rest is trash and older versions. */
  listedBytes: number
}

/** Cheap at any size: a few rows of sums, and one look at the filesystem. */
export function createReadUsage(deps: UsageDeps): ReadUsage {
  return async (actor, placeId) => {
    const isGuest = actor.principal.kind !== 'account'
    const limits = deps.limits()
    const [sums, disk] = await Promise.all([
      readSums(deps.db, actor, placeId),
      // A guest is told of the room, not of the house.
      isGuest ? null : lookAtDisk(deps, placeId, limits.freeSpaceFloorBytes),
    ])
    const kept = Math.max(0, sums.placeUsed - sums.listedBytes)
    return {
      account: isGuest
        ? null
        : { usedBytes: sums.accountUsed ?? 0, limitBytes: sums.accountLimit ?? limits.accountQuotaBytes },
      guests: isGuest ? { usedBytes: sums.guestsUsed, limitBytes: sums.guestsLimit ?? limits.guestQuotaBytes } : null,
      place: { usedBytes: sums.placeUsed, limitBytes: sums.placeLimit, keptBytes: kept },
      disk,
    }
  }
}

async function readSums(db: Database, actor: Actor, placeId: PlaceId): Promise<Sums> {
  const account = actor.principal.kind === 'account' ? findOwner(actor) : null
  const accountId = account?.kind === 'account' ? account.accountId : null
  const row = await db.readOne(
    sql<Sums>`select
      ${account === null ? sql`null` : usedBytes({ kind: 'account', owner: account })} as "accountUsed",
      (select quota_bytes from accounts where id = ${accountId}) as "accountLimit",
      ${usedBytes({ kind: 'guests', placeId })} as "guestsUsed",
      (select guest_quota_bytes from places where id = ${placeId}) as "guestsLimit",
      ${usedBytes({ kind: 'place', placeId })} as "placeUsed",
      (select quota_bytes from places where id = ${placeId}) as "placeLimit",
      coalesce((select size_bytes from place_totals where place_id = ${placeId}), 0) as "listedBytes"
    `.compile(db.build),
  )
  if (row === null) throw new TypeError('a query without from always has a row')
  return row
}

/** Null while the place is offline: everything else is told all the same. */
async function lookAtDisk({ files, rootOf }: UsageDeps, placeId: PlaceId, floorBytes: number): Promise<Usage['disk']> {
  try {
    const root = await rootOf(placeId)
    const [freeBytes, totalBytes] = await Promise.all([files.freeBytes(root), files.totalBytes(root)])
    return { totalBytes, freeBytes: Math.max(0, freeBytes - floorBytes) }
  } catch {
    return null
  }
}
