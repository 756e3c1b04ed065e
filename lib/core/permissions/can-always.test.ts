import { describe, expect, it } from 'vitest'
import type { Action, Actor, PlaceFacts, Target } from './actors-and-targets.ts'
import { effectiveRole } from './can.ts'
import { ACTORS, ADMIN, account, outcome, ownerOf, PHONE, ROOM } from './testing/actors.ts'

/**
 * Whether an action changes what is in a place. Of every action there is: a new one does not compile without its line.
 */
const CHANGES: Readonly<Record<Action, boolean>> = {
  'place.see': false,
  'place.enter': false,
  'place.upload': true,
  'place.change': true,
  'entry.delete': true,
  'entry.restore': true,
  'trash.see': false,
  'entry.purge': true,
  'place.manage': false,
  'room.create': false,
  'accounts.manage': false,
  'sessions.manage_own': false,
  'sessions.manage_any': false,
  'settings.manage': false,
  'metrics.read': false,
  'personal.open': false,
  'upload.resume': true,
  'upload.cancel': false,
  // A conversation goes on in a read-only room.
  'chat.read': false,
  'chat.send': false,
  'chat.delete': false,
  // Giving away changes nothing in the room.
  'link.make': false,
}
// The keys of a record of actions.
const ACTIONS = Object.keys(CHANGES) as Action[]

function everyPlace(): PlaceFacts[] {
  const places: PlaceFacts[] = []
  for (const kind of ['room', 'personal', 'drive'] as const)
    for (const access of ['lan', 'password', 'accounts', 'names'] as const)
      for (const guestRole of ['viewer', 'editor'] as const)
        for (const readOnly of [false, true])
          for (const memberIds of [[], [account('vera'), account('edda')]])
            places.push({ ...ROOM, kind, access, guestRole, readOnly, memberIds, ownerId: account('olga') })
  return places
}

/** All that an action may be asked of, in a place. */
function targetsOf(action: Action, actor: Actor, place: PlaceFacts): Target[] {
  if (action.startsWith('upload.')) return [{ kind: 'upload', place, owner: ownerOf(actor) }]
  if (action === 'chat.delete') return [{ kind: 'message', place, author: ownerOf(actor) }]
  if (action.startsWith('chat.')) return [{ kind: 'place', place }]
  return [
    { kind: 'place', place },
    { kind: 'entry', place, uploader: PHONE },
    { kind: 'entry', place, uploader: null },
  ]
}

describe('over every actor, action and place', () => {
  const cases = everyPlace().flatMap((place) =>
    Object.values(ACTORS).flatMap((actor) =>
      ACTIONS.flatMap((action) => {
        const targets = targetsOf(action, actor, place)
        return targets.map((target) => ({ actor, action, place, target, result: outcome(actor, action, target) }))
      }),
    ),
  )
  // Whoever began an upload may always give it up.
  const aboutPlaces = cases.filter(
    ({ action }) => action !== 'upload.cancel' && /^(place|entry|trash|upload|chat)\./.test(action),
  )

  it('a token of a machine opens its one thing, and nothing that anybody else may', () => {
    const actor: Actor = { ...ACTORS.nobody, principal: { kind: 'service', scope: 'metrics:read' } }
    const vault: Target = { kind: 'vault', editorsMayCreateRooms: true }
    for (const action of ACTIONS) {
      expect(outcome(actor, action, vault)).toBe(action === 'metrics.read' ? 'yes' : 'forbidden')
    }
    for (const { action, target } of cases) {
      if (action !== 'metrics.read') expect(outcome(actor, action, target)).toBe('forbidden')
    }
  })

  it('a place one may not know is denied without a word about it', () => {
    for (const { actor, action, place, result } of aboutPlaces) {
      const seen = outcome(actor, 'place.see', { kind: 'place', place })
      // Of an upload nothing is told either, not even that there is one.
      const silent = action === 'upload.resume' ? [seen, 'upload_not_found'] : [seen]
      if (seen !== 'yes') expect(silent).toContain(result)
      expect(['yes', 'not_found', 'not_signed_in']).toContain(seen)
    }
  })

  it('a read-only place is never changed', () => {
    for (const { action, place, result } of aboutPlaces) {
      if (CHANGES[action] && place.readOnly) expect(result).not.toBe('yes')
    }
  })

  it('whoever may change may enter, and whoever may enter may see', () => {
    for (const { actor, action, place, result } of aboutPlaces) {
      if (result !== 'yes' || action === 'place.manage') continue
      expect(outcome(actor, 'place.see', { kind: 'place', place })).toBe('yes')
      if (action !== 'place.see') expect(outcome(actor, 'place.enter', { kind: 'place', place })).toBe('yes')
    }
  })

  it('entering goes with a role in the place', () => {
    for (const { actor, action, place, result } of aboutPlaces) {
      if (action === 'place.enter') expect(result === 'yes').toBe(effectiveRole(actor, place) !== null)
    }
  })

  it('an action asked of the wrong kind of target is refused', () => {
    const vault: Target = { kind: 'vault', editorsMayCreateRooms: true }
    for (const action of ACTIONS.filter((name) => /^(place|entry|trash|upload|chat)\./.test(name))) {
      expect(outcome(ADMIN, action, vault)).toBe('forbidden')
    }
  })
})
