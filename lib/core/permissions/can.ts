import type { ErrorCode } from '../errors/error-codes.ts'
import type { Action, Actor, Owner, PlaceFacts, Role, Target } from './actors-and-targets.ts'

export type Decision = { readonly kind: 'allowed' } | { readonly kind: 'denied'; readonly code: ErrorCode }

export type EffectiveRole = Role | 'guest-editor' | 'guest-viewer'

const ALLOWED: Decision = { kind: 'allowed' }

/**
 * The one place that decides who may do what; docs/decisions/010 says what its table leaves open. A denial tells
 * nothing about a place one may not know of: `not_found`, exactly as if it were not there.
 */
export function can(actor: Actor, action: Action, target: Target): Decision {
  // Not even what is open to everybody: a token of a machine is for one thing.
  if (actor.principal.kind === 'service') return action === 'metrics.read' ? ALLOWED : deny('forbidden')
  switch (action) {
    case 'place.see':
      return inPlace(target, (place) => see(actor, place))
    case 'place.enter':
      return inPlace(target, (place) => enter(actor, place))
    case 'place.upload':
    case 'place.change':
      return inPlace(target, (place) => change(actor, place, ['admin', 'editor', 'guest-editor']))
    case 'trash.see':
      return inPlace(target, (place) => seeTrash(actor, place, target))
    case 'entry.delete':
    case 'entry.purge':
      return inPlace(target, (place) => deleteEntry(actor, place, target.kind === 'entry' ? target.uploader : null))
    case 'entry.restore':
      return inPlace(target, (place) => changeEntry(actor, place, target.kind === 'entry' ? target.uploader : null))
    case 'place.manage':
      return inPlace(target, (place) => manage(actor, place))
    case 'upload.resume':
    case 'upload.cancel':
      return target.kind === 'upload' ? handleUpload(actor, action, target.place, target.owner) : deny('forbidden')
    case 'chat.read':
    case 'chat.send':
      return inPlace(target, (place) => talk(actor, place))
    case 'chat.delete':
      return target.kind === 'message' ? deleteMessage(actor, target.place, target.author) : deny('forbidden')
    case 'link.make':
      return inPlace(target, (place) => makeLink(actor, place, target.kind === 'entry' ? target.uploader : null))
    case 'room.create':
      return createRoom(actor, target)
    case 'personal.open':
      return openPersonal(actor, target)
    case 'sessions.manage_own':
      return manageOwnSessions(actor, target)
    case 'accounts.manage':
    case 'sessions.manage_any':
    case 'settings.manage':
    case 'metrics.read':
      return onlyAdmin(actor)
  }
}

/** What the actor is in this place; null when not in it (or not yet: its password was not given). */
export function effectiveRole(actor: Actor, place: PlaceFacts): EffectiveRole | null {
  const { principal } = actor
  if (place.kind === 'personal') return personalRole(actor, place)
  if (principal.kind === 'account') {
    const entered = place.access !== 'names' || principal.role === 'admin'
    return entered || place.memberIds.includes(principal.accountId) ? principal.role : null
  }
  const unlocked = place.access === 'password' && actor.grants.some((grant) => grant.placeId === place.id)
  return place.access === 'lan' || unlocked ? `guest-${place.guestRole}` : null
}

/** The owner, a viewer too, keeps files in the own room; an admin's look is a look, it changes nothing. */
function personalRole({ principal, openedPersonal }: Actor, place: PlaceFacts): EffectiveRole | null {
  if (principal.kind !== 'account') return null
  if (principal.accountId === place.ownerId) return principal.role === 'admin' ? 'admin' : 'editor'
  return principal.role === 'admin' && openedPersonal.includes(place.id) ? 'viewer' : null
}

function see(actor: Actor, place: PlaceFacts): Decision {
  if (effectiveRole(actor, place) !== null) return ALLOWED
  if (place.kind === 'personal' || place.access === 'names') return deny('not_found')
  return place.access === 'password' ? ALLOWED : deny('not_signed_in')
}

function enter(actor: Actor, place: PlaceFacts): Decision {
  const seen = see(actor, place)
  if (seen.kind === 'denied') return seen
  return effectiveRole(actor, place) === null ? deny('room_locked') : ALLOWED
}

/** Read-only is told before the password is asked for: giving it would not help. */
function change(actor: Actor, place: PlaceFacts, roles: readonly EffectiveRole[]): Decision {
  const seen = see(actor, place)
  if (seen.kind === 'denied') return seen
  if (place.readOnly || !place.writable) return deny('room_read_only')
  const role = effectiveRole(actor, place)
  if (role === null) return deny('room_locked')
  return roles.includes(role) ? ALLOWED : deny('forbidden')
}

function changeEntry(actor: Actor, place: PlaceFacts, uploader: Owner): Decision {
  return change(actor, place, isOwn(actor, uploader) ? ['admin', 'editor', 'guest-editor'] : ['admin', 'editor'])
}

/** A private room has its own admin in this: nobody else could ever delete there. */
function deleteEntry(actor: Actor, place: PlaceFacts, uploader: Owner): Decision {
  const decision = changeEntry(actor, place, uploader)
  const isReserved = place.onlyAdminsDelete && place.kind !== 'personal' && !isAdmin(actor)
  return decision.kind === 'allowed' && isReserved ? deny('only_admins_delete') : decision
}

/** Also in a read-only room: it is a look. A guest sees what that guest put there, whoever deleted it. */
function seeTrash(actor: Actor, place: PlaceFacts, target: Target): Decision {
  const entered = enter(actor, place)
  if (entered.kind === 'denied') return entered
  const role = effectiveRole(actor, place)
  if (role === 'admin' || role === 'editor') return ALLOWED
  const isOthers = target.kind === 'entry' && !isOwn(actor, target.uploader)
  return role === 'guest-editor' && !isOthers ? ALLOWED : deny('forbidden')
}

/** Also in a read-only room, for it is the way to switch that off. A personal room comes and goes with its account. */
function manage(actor: Actor, place: PlaceFacts): Decision {
  const seen = see(actor, place)
  if (seen.kind === 'denied') return seen
  return place.kind === 'personal' ? deny('forbidden') : onlyAdmin(actor)
}

/**
 * Another's upload is not there. To cancel one's own needs nothing more: it frees what nobody else sees. A signed-out
 * sender is told to sign in, or the client would take the upload for gone and send every byte again.
 */
function handleUpload(
  actor: Actor,
  action: 'upload.resume' | 'upload.cancel',
  place: PlaceFacts,
  owner: Owner,
): Decision {
  if (isOwn(actor, owner)) {
    return action === 'upload.cancel' ? ALLOWED : change(actor, place, ['admin', 'editor', 'guest-editor'])
  }
  if (owner?.kind === 'account' && actor.principal.kind !== 'account') return deny('not_signed_in')
  const mayCancel = action === 'upload.cancel' && isAdmin(actor) && see(actor, place).kind === 'allowed'
  return mayCancel ? ALLOWED : deny('upload_not_found')
}

/** Whoever is in a room talks there, in a read-only one too: it shields its entries (docs/decisions/081). */
function talk(actor: Actor, place: PlaceFacts): Decision {
  const entered = enter(actor, place)
  if (entered.kind === 'denied') return entered
  return place.kind === 'room' ? ALLOWED : deny('forbidden')
}

function deleteMessage(actor: Actor, place: PlaceFacts, author: Owner): Decision {
  const talking = talk(actor, place)
  if (talking.kind === 'denied') return talking
  return isOwn(actor, author) || isAdmin(actor) ? ALLOWED : deny('forbidden')
}

/**
 * Also in a read-only room: giving is no change. Asked when a link is made and each time it is used, so that it ends
 * with what its maker may.
 */
function makeLink(actor: Actor, place: PlaceFacts, uploader: Owner): Decision {
  const entered = enter(actor, place)
  if (entered.kind === 'denied') return entered
  if (place.linksBy === 'nobody') return deny('links_off')
  if (actor.principal.kind !== 'account') return deny('not_signed_in')
  const role = effectiveRole(actor, place)
  if (role === 'admin' || role === 'editor') return ALLOWED
  return place.linksBy === 'viewers' && isOwn(actor, uploader) ? ALLOWED : deny('forbidden')
}

function createRoom(actor: Actor, target: Target): Decision {
  const { principal } = actor
  const editorMay = target.kind === 'vault' && target.editorsMayCreateRooms
  return principal.kind === 'account' && principal.role === 'editor' && editorMay ? ALLOWED : onlyAdmin(actor)
}

function openPersonal(actor: Actor, target: Target): Decision {
  if (target.kind !== 'place') return onlyAdmin(actor)
  if (target.place.kind !== 'personal') return deny('forbidden')
  return isAdmin(actor) ? ALLOWED : deny('not_found')
}

function manageOwnSessions({ principal }: Actor, target: Target): Decision {
  if (principal.kind !== 'account') return deny('not_signed_in')
  return target.kind === 'account' && target.accountId !== principal.accountId ? deny('not_found') : ALLOWED
}

function onlyAdmin(actor: Actor): Decision {
  if (actor.principal.kind !== 'account') return deny('not_signed_in')
  return isAdmin(actor) ? ALLOWED : deny('forbidden')
}

function isAdmin({ principal }: Actor): boolean {
  return principal.kind === 'account' && principal.role === 'admin'
}

/** What a guest began stays own on that device, also after signing in there. */
function isOwn({ principal, deviceId }: Actor, owner: Owner): boolean {
  if (owner === null) return false
  if (owner.kind === 'account') return principal.kind === 'account' && principal.accountId === owner.accountId
  return owner.deviceId === (principal.kind === 'guest' ? principal.deviceId : deviceId)
}

/** A rule about places that is asked of anything else is a mistake of ours, and closed. */
function inPlace(target: Target, decide: (place: PlaceFacts) => Decision): Decision {
  return 'place' in target ? decide(target.place) : deny('forbidden')
}

function deny(code: ErrorCode): Decision {
  return { kind: 'denied', code }
}
