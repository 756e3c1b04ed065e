import type { AccountId, DeviceId, PlaceId, SessionId } from '../../ids/ids.ts'
import type { Action, Actor, Owner, PlaceFacts, Role, Target } from '../actors-and-targets.ts'
import { can } from '../can.ts'

/** Who may stand before a door, and the room behind it that tests change. */

export const account = (name: string) => name as AccountId
export const device = (name: string) => name as DeviceId
export const PLACE = 'place' as PlaceId

export const PHONE: Owner = { kind: 'guest', deviceId: device('phone') }
export const NOBODY: Actor = { principal: { kind: 'nobody' }, deviceId: null, grants: [], openedPersonal: [] }
export const GUEST: Actor = {
  ...NOBODY,
  principal: { kind: 'guest', deviceId: device('phone') },
  deviceId: device('phone'),
}
export const UNLOCKED: Actor = { ...GUEST, grants: [{ placeId: PLACE }] }
const ELSEWHERE: Actor = { ...GUEST, grants: [{ placeId: 'other' as PlaceId }] }

export function signedIn(name: string, role: Role): Actor {
  return { ...NOBODY, principal: { kind: 'account', accountId: account(name), role, sessionId: 's' as SessionId } }
}

export const VIEWER = signedIn('vera', 'viewer')
export const EDITOR = signedIn('edda', 'editor')
export const ADMIN = signedIn('ada', 'admin')
export const ACTORS = {
  nobody: NOBODY,
  guest: GUEST,
  elsewhere: ELSEWHERE,
  unlocked: UNLOCKED,
  viewer: VIEWER,
  editor: EDITOR,
  admin: ADMIN,
}

export const ROOM: PlaceFacts = {
  id: PLACE,
  kind: 'room',
  access: 'accounts',
  guestRole: 'viewer',
  readOnly: false,
  ownerId: null,
  memberIds: [],
  trash: true,
  writable: true,
  onlyAdminsDelete: false,
  linksBy: 'editors',
}

export const ownerOf = ({ principal, deviceId }: Actor): Owner => {
  if (principal.kind === 'account') return { kind: 'account', accountId: principal.accountId }
  return principal.kind === 'guest' && deviceId !== null ? { kind: 'guest', deviceId } : null
}

export function outcome(actor: Actor, action: Action, target: Target): string {
  const decision = can(actor, action, target)
  return decision.kind === 'allowed' ? 'yes' : decision.code
}
