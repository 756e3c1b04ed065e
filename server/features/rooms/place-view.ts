import type { PlaceView } from '#lib/contracts/http/places.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Action, Actor } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import type { Place } from './place.ts'
import type { PlaceTotals } from './places.repo.ts'

/** Who looks at places: the actor, and until when the rooms are open that were unlocked by a password. */
export interface Viewer {
  readonly actor: Actor
  /** Null without a grant. */
  readonly unlocked: (placeId: PlaceId) => Unlocked | null
}

export interface Unlocked {
  /** Wall time in milliseconds. */
  readonly until: number
  /** What is left of it, for somebody whose clock tells another time. */
  readonly leftMs: number
}

/** A place as this viewer may know it: a locked room shows its name and its door, nothing of what is inside. */
export function presentPlace(
  place: Place,
  viewer: Viewer,
  { totals, isOffline }: { totals: PlaceTotals | undefined; isOffline: boolean },
): PlaceView {
  const { facts } = place
  const may = (action: Action) => can(viewer.actor, action, { kind: 'place', place: facts }).kind === 'allowed'
  const enter = may('place.enter')
  const unlocked = enter && facts.access === 'password' ? viewer.unlocked(facts.id) : null
  return {
    id: facts.id,
    kind: facts.kind,
    slug: place.slug,
    name: place.name,
    access: facts.access,
    locked: facts.access === 'password' && !enter,
    readOnly: facts.readOnly,
    offline: isOffline,
    guestRole: facts.guestRole,
    glaze: place.glaze,
    icon: place.icon,
    ownerName: facts.kind === 'personal' ? place.ownerName : null,
    entryCount: enter ? (totals?.entryCount ?? 0) : null,
    sizeBytes: enter ? (totals?.sizeBytes ?? 0) : null,
    may: {
      enter,
      upload: may('place.upload'),
      change: may('place.change'),
      deleteAny: may('entry.delete'),
      seeTrash: may('trash.see'),
      purgeAny: may('entry.purge'),
      manage: may('place.manage'),
      chat: may('chat.send'),
      share: may('link.make'),
      shareOwn: may('link.make') || mayShareOwn(viewer.actor, facts),
    },
    unlockedUntil: unlocked?.until ?? null,
    unlockedForMs: unlocked?.leftMs ?? null,
  }
}

function mayShareOwn(actor: Actor, place: Place['facts']): boolean {
  const { principal } = actor
  if (principal.kind !== 'account') return false
  const uploader = { kind: 'account', accountId: principal.accountId } as const
  return can(actor, 'link.make', { kind: 'entry', place, uploader }).kind === 'allowed'
}
