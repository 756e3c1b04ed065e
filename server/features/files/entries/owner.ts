import type { AccountId, DeviceId } from '#lib/core/ids/ids.ts'
import type { Owner as OwnerOrNobody } from '#lib/core/permissions/actors-and-targets.ts'
import type { ActorKind } from '#server/db/tables/column-types.ts'

/** Who brought a file; what came by hand has none (null). */
export type Owner = NonNullable<OwnerOrNobody>

export interface OwnerColumns {
  kind: ActorKind | null
  id: string | null
}

export function ownerColumns(owner: Owner | null): OwnerColumns {
  if (owner === null) return { kind: null, id: null }
  return owner.kind === 'account' ? { kind: 'account', id: owner.accountId } : { kind: 'device', id: owner.deviceId }
}

/** Null for what came by hand, and for kinds of owners that a later release may have written. */
export function ownerOf(kind: ActorKind | null, id: string | null): Owner | null {
  if (id === null) return null
  // The columns were written by ownerColumns from branded ids.
  if (kind === 'account') return { kind: 'account', accountId: id as AccountId }
  return kind === 'device' ? { kind: 'guest', deviceId: id as DeviceId } : null
}
