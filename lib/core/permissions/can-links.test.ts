import { describe, expect, it } from 'vitest'
import type { Actor, Owner, PlaceFacts, Target } from './actors-and-targets.ts'
import {
  ADMIN,
  account,
  EDITOR,
  GUEST,
  NOBODY,
  outcome,
  ownerOf,
  PLACE,
  ROOM,
  UNLOCKED,
  VIEWER,
} from './testing/actors.ts'

const entryOf = (uploader: Owner, place: PlaceFacts): Target => ({ kind: 'entry', place, uploader })
const OTHERS: Owner = { kind: 'account', accountId: account('otto') }
const MADE: readonly (readonly [string, Actor])[] = [
  ['nobody', NOBODY],
  ['a guest', GUEST],
  ['an unlocked guest', UNLOCKED],
  ['a viewer', VIEWER],
  ['an editor', EDITOR],
  ['an admin', ADMIN],
]

describe('who gives share links', () => {
  it.each([
    // who, what is the own, what is another's: with links by editors; then with links by viewers
    ['nobody', ['not_signed_in', 'not_signed_in'], ['not_signed_in', 'not_signed_in']],
    ['a guest', ['not_signed_in', 'not_signed_in'], ['not_signed_in', 'not_signed_in']],
    ['an unlocked guest', ['not_signed_in', 'not_signed_in'], ['not_signed_in', 'not_signed_in']],
    ['a viewer', ['forbidden', 'forbidden'], ['yes', 'forbidden']],
    ['an editor', ['yes', 'yes'], ['yes', 'yes']],
    ['an admin', ['yes', 'yes'], ['yes', 'yes']],
  ])('%s', (name, byEditors, byViewers) => {
    const actor = MADE.find(([who]) => who === name)?.[1] ?? NOBODY
    for (const readOnly of [false, true]) {
      const room: PlaceFacts = { ...ROOM, access: 'lan', readOnly }
      const asked = (linksBy: PlaceFacts['linksBy']) => [
        outcome(actor, 'link.make', entryOf(ownerOf(actor), { ...room, linksBy })),
        outcome(actor, 'link.make', entryOf(OTHERS, { ...room, linksBy })),
      ]
      expect(asked('editors')).toEqual(byEditors)
      expect(asked('viewers')).toEqual(byViewers)
      expect(new Set(asked('nobody'))).toEqual(new Set(['links_off']))
    }
  })

  it('is nobody who is not in the room, and in a private one its owner alone', () => {
    const named: PlaceFacts = { ...ROOM, access: 'names' }
    expect(outcome(EDITOR, 'link.make', entryOf(null, named))).toBe('not_found')
    expect(outcome(EDITOR, 'link.make', entryOf(null, { ...named, memberIds: [account('edda')] }))).toBe('yes')
    const own: PlaceFacts = { ...ROOM, kind: 'personal', access: 'names', ownerId: account('vera') }
    expect(outcome(VIEWER, 'link.make', entryOf(null, own))).toBe('yes')
    expect(outcome({ ...ADMIN, openedPersonal: [PLACE] }, 'link.make', entryOf(null, own))).toBe('forbidden')
  })
})
