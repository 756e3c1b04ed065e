import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import type { Actor, Owner as OwnerOrNobody } from '#lib/core/permissions/actors-and-targets.ts'
import { type Clock, newId } from '#server/clock.ts'

/** Whose upload it is: always somebody's. */
export type Owner = NonNullable<OwnerOrNobody>

export function findOwner({ principal, deviceId }: Actor): Owner | null {
  if (principal.kind === 'account') return { kind: 'account', accountId: principal.accountId }
  const guest = principal.kind === 'guest' ? principal.deviceId : deviceId
  return guest === null ? null : { kind: 'guest', deviceId: guest }
}

/** For an upload that can be continued, somebody must be able to come back as the same. @throws VaultError */
export function requireOwner(actor: Actor): Owner {
  const owner = findOwner(actor)
  if (owner === null) throw new VaultError('not_signed_in')
  return owner
}

/** For one request: a program without a device, in a room open to everybody, is a guest nobody meets again. */
export function ownerOfOneRequest(actor: Actor, clock: Clock): Owner {
  return findOwner(actor) ?? { kind: 'guest', deviceId: newId<DeviceId>(clock) }
}
