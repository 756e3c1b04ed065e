import { describe, expect, it } from 'vitest'
import type { Actor, Owner, PlaceFacts, Target } from './actors-and-targets.ts'
import {
  ACTORS,
  ADMIN,
  account,
  device,
  EDITOR,
  GUEST,
  NOBODY,
  outcome,
  ownerOf,
  PHONE,
  PLACE,
  ROOM,
  signedIn,
  UNLOCKED,
  VIEWER,
} from './testing/actors.ts'

describe('what was deleted', () => {
  const place: PlaceFacts = { ...ROOM, access: 'lan', guestRole: 'editor' }
  const entryOf = (uploader: Owner, facts: PlaceFacts = place): Target => ({ kind: 'entry', place: facts, uploader })

  it.each([
    // who, actor, the trash, an own entry in it, another's
    ['nobody', NOBODY, 'yes', 'forbidden', 'forbidden'],
    ['a guest', GUEST, 'yes', 'yes', 'forbidden'],
    ['a viewer', VIEWER, 'forbidden', 'forbidden', 'forbidden'],
    ['an editor', EDITOR, 'yes', 'yes', 'yes'],
    ['an admin', ADMIN, 'yes', 'yes', 'yes'],
  ])('is seen by whoever may delete (%s)', (_who, actor, trash, own, others) => {
    expect(outcome(actor, 'trash.see', { kind: 'place', place })).toBe(trash)
    expect(outcome(actor, 'trash.see', entryOf(ownerOf(actor)))).toBe(own)
    expect(outcome(actor, 'trash.see', entryOf(ownerOf(signedIn('otto', 'editor'))))).toBe(others)
  })

  it('is seen in a read-only room, and stays where it is', () => {
    const readOnly = { ...place, readOnly: true }
    expect(outcome(EDITOR, 'trash.see', { kind: 'place', place: readOnly })).toBe('yes')
    expect(outcome(EDITOR, 'entry.restore', entryOf(null, readOnly))).toBe('room_read_only')
    expect(outcome(ADMIN, 'entry.purge', entryOf(null, readOnly))).toBe('room_read_only')
  })

  it('is not for an admin who looks into a private room, nor behind a door that is shut', () => {
    const personal: PlaceFacts = { ...ROOM, kind: 'personal', access: 'names', ownerId: account('vera') }
    expect(outcome({ ...ADMIN, openedPersonal: [PLACE] }, 'trash.see', { kind: 'place', place: personal })).toBe(
      'forbidden',
    )
    expect(outcome(GUEST, 'trash.see', { kind: 'place', place: { ...place, access: 'password' } })).toBe('room_locked')
  })

  it('goes by an admin’s hand alone where the vault says so, but comes back by everybody’s who might', () => {
    const strict = { ...place, onlyAdminsDelete: true }
    for (const action of ['entry.delete', 'entry.purge'] as const) {
      expect(outcome(GUEST, action, entryOf(PHONE, strict))).toBe('only_admins_delete')
      expect(outcome(EDITOR, action, entryOf(ownerOf(EDITOR), strict))).toBe('only_admins_delete')
      expect(outcome(VIEWER, action, entryOf(null, strict))).toBe('forbidden')
      expect(outcome(ADMIN, action, entryOf(null, strict))).toBe('yes')
    }
    expect(outcome(EDITOR, 'entry.restore', entryOf(null, strict))).toBe('yes')
    const own: PlaceFacts = { ...strict, kind: 'personal', access: 'names', ownerId: account('vera') }
    expect(outcome(VIEWER, 'entry.purge', entryOf(null, own))).toBe('yes')
  })
})

describe('an upload', () => {
  const place: PlaceFacts = { ...ROOM, access: 'password', guestRole: 'editor' }
  const uploadOf = (owner: Owner, facts: PlaceFacts = place): Target => ({ kind: 'upload', place: facts, owner })
  const other = signedIn('otto', 'editor')

  it.each([
    // who, actor, owner, resume, cancel
    ['its owner', EDITOR, ownerOf(EDITOR), 'yes', 'yes'],
    ['another account', other, ownerOf(EDITOR), 'upload_not_found', 'upload_not_found'],
    ['an admin', ADMIN, ownerOf(EDITOR), 'upload_not_found', 'yes'],
    ['a guest, of an account', UNLOCKED, ownerOf(EDITOR), 'not_signed_in', 'not_signed_in'],
    ['nobody, of an account', NOBODY, ownerOf(EDITOR), 'not_signed_in', 'not_signed_in'],
    ['nobody, of a guest', NOBODY, PHONE, 'upload_not_found', 'upload_not_found'],
    ['its guest', UNLOCKED, PHONE, 'yes', 'yes'],
    ['its guest, whose grant has ended', GUEST, PHONE, 'room_locked', 'yes'],
    [
      'another guest',
      { ...UNLOCKED, principal: { kind: 'guest', deviceId: device('tablet') } } as Actor,
      PHONE,
      'upload_not_found',
      'upload_not_found',
    ],
    ['its guest, signed in since', { ...EDITOR, deviceId: device('phone') }, PHONE, 'yes', 'yes'],
    ['its guest, a viewer since', { ...VIEWER, deviceId: device('phone') }, PHONE, 'forbidden', 'yes'],
    ['its owner, a viewer since', VIEWER, ownerOf(VIEWER), 'forbidden', 'yes'],
    ['anybody, of nobody', UNLOCKED, null, 'upload_not_found', 'upload_not_found'],
  ])('%s', (_who, actor, owner, resume, cancel) => {
    expect(outcome(actor, 'upload.resume', uploadOf(owner))).toBe(resume)
    expect(outcome(actor, 'upload.cancel', uploadOf(owner))).toBe(cancel)
  })

  it('stops in a room that became read-only, and can still be cancelled', () => {
    const readOnly = uploadOf(ownerOf(EDITOR), { ...place, readOnly: true })
    expect(outcome(EDITOR, 'upload.resume', readOnly)).toBe('room_read_only')
    expect(outcome(EDITOR, 'upload.cancel', readOnly)).toBe('yes')
  })

  it('in a personal room is not there for an admin', () => {
    const personal = uploadOf(ownerOf(EDITOR), { ...ROOM, kind: 'personal', access: 'names', ownerId: account('edda') })
    expect(outcome(ADMIN, 'upload.cancel', personal)).toBe('upload_not_found')
  })
})

describe('the vault', () => {
  const vault: Target = { kind: 'vault', editorsMayCreateRooms: false }
  const generous: Target = { kind: 'vault', editorsMayCreateRooms: true }

  it.each([
    ['nobody', NOBODY, 'not_signed_in', 'not_signed_in'],
    ['a guest', UNLOCKED, 'not_signed_in', 'not_signed_in'],
    ['a viewer', VIEWER, 'forbidden', 'forbidden'],
    ['an editor', EDITOR, 'forbidden', 'yes'],
    ['an admin', ADMIN, 'yes', 'yes'],
  ])('lets %s create rooms, or with the setting', (_who, actor, plain, withSetting) => {
    expect(outcome(actor, 'room.create', vault)).toBe(plain)
    expect(outcome(actor, 'room.create', generous)).toBe(withSetting)
  })

  it.each(['accounts.manage', 'sessions.manage_any', 'settings.manage'] as const)('keeps %s for admins', (action) => {
    expect(outcome(NOBODY, action, vault)).toBe('not_signed_in')
    expect(outcome(UNLOCKED, action, vault)).toBe('not_signed_in')
    expect(outcome(VIEWER, action, vault)).toBe('forbidden')
    expect(outcome(EDITOR, action, generous)).toBe('forbidden')
    expect(outcome(ADMIN, action, vault)).toBe('yes')
  })

  it('lets everybody end the own sessions, and nobody’s else', () => {
    const own: Target = { kind: 'account', accountId: account('vera') }
    expect(outcome(VIEWER, 'sessions.manage_own', own)).toBe('yes')
    expect(outcome(VIEWER, 'sessions.manage_own', vault)).toBe('yes')
    expect(outcome(EDITOR, 'sessions.manage_own', own)).toBe('not_found')
    expect(outcome(NOBODY, 'sessions.manage_own', own)).toBe('not_signed_in')
  })
})

describe('the conversation of a room', () => {
  const talk = (actor: Actor, place: PlaceFacts) => outcome(actor, 'chat.send', { kind: 'place', place })
  const drop = (actor: Actor, author: Owner, place = ROOM) =>
    outcome(actor, 'chat.delete', { kind: 'message', place, author })

  it('is for everybody who is in it, read-only or not', () => {
    for (const actor of Object.values(ACTORS)) {
      for (const access of ['lan', 'password', 'accounts', 'names'] as const) {
        for (const readOnly of [false, true]) {
          const place = { ...ROOM, access, readOnly }
          const entered = outcome(actor, 'place.enter', { kind: 'place', place })
          expect(talk(actor, place)).toBe(entered)
          expect(outcome(actor, 'chat.read', { kind: 'place', place })).toBe(entered)
        }
      }
    }
  })

  it('is of rooms alone', () => {
    expect(talk(ADMIN, { ...ROOM, kind: 'personal', ownerId: account('ada') })).toBe('forbidden')
    expect(talk(ADMIN, { ...ROOM, kind: 'drive' })).toBe('forbidden')
    expect(talk(VIEWER, { ...ROOM, kind: 'personal', ownerId: account('ada') })).toBe('not_found')
  })

  it('lets people take back what is theirs, and an admin anything', () => {
    expect(drop(VIEWER, ownerOf(VIEWER))).toBe('yes')
    expect(drop(EDITOR, ownerOf(VIEWER))).toBe('forbidden')
    expect(drop(ADMIN, ownerOf(VIEWER))).toBe('yes')
    expect(drop(VIEWER, null)).toBe('forbidden')
    expect(drop({ ...VIEWER, deviceId: device('phone') }, PHONE)).toBe('yes')
    expect(drop(UNLOCKED, PHONE, { ...ROOM, access: 'password' })).toBe('yes')
    expect(drop(GUEST, PHONE, { ...ROOM, access: 'password' })).toBe('room_locked')
    expect(outcome(ADMIN, 'chat.delete', { kind: 'place', place: ROOM })).toBe('forbidden')
  })
})
