import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Identity, Owner } from '#server/http/call.ts'

export function findOwner({ account, actor }: Identity): Owner | null {
  if (account !== null) return { kind: 'account', accountId: account.id }
  const deviceId = actor.principal.kind === 'guest' ? actor.principal.deviceId : actor.deviceId
  return deviceId === null ? null : { kind: 'guest', deviceId }
}

/** For an upload that can be continued, somebody must be able to come back as the same. @throws VaultError */
export function requireOwner(identity: Identity): Owner {
  const owner = findOwner(identity)
  if (owner === null) throw new VaultError('not_signed_in')
  return owner
}

/** For one request: a program without a device, in a room open to everybody, is a guest nobody meets again. */
export function ownerOfOneRequest(identity: Identity, clock: Clock): Owner {
  return findOwner(identity) ?? { kind: 'guest', deviceId: newId<DeviceId>(clock) }
}
