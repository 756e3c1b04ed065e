import { describe, expect, it } from 'vitest'
import type { AccountId, DeviceId, PlaceId, SessionId } from '../ids/ids.ts'
import {
  type Action,
  type Actor,
  can,
  effectiveRole,
  type Owner,
  type PlaceFacts,
  type Role,
  type Target,
} from './can.ts'

const account = (name: string) => name as AccountId
const device = (name: string) => name as DeviceId
const PLACE = 'place' as PlaceId

const PHONE: Owner = { kind: 'guest', deviceId: device('phone') }
const NOBODY: Actor = { principal: { kind: 'nobody' }, deviceId: null, grants: [], openedPersonal: [] }
const GUEST: Actor = { ...NOBODY, principal: { kind: 'guest', deviceId: device('phone') }, deviceId: device('phone') }
const UNLOCKED: Actor = { ...GUEST, grants: [{ placeId: PLACE }] }
const ELSEWHERE: Actor = { ...GUEST, grants: [{ placeId: 'other' as PlaceId }] }

function signedIn(name: string, role: Role): Actor {
  return { ...NOBODY, principal: { kind: 'account', accountId: account(name), role, sessionId: 's' as SessionId } }
}

const VIEWER = signedIn('vera', 'viewer')
const EDITOR = signedIn('edda', 'editor')
const ADMIN = signedIn('ada', 'admin')
const ACTORS = {
  nobody: NOBODY,
  guest: GUEST,
  elsewhere: ELSEWHERE,
  unlocked: UNLOCKED,
  viewer: VIEWER,
  editor: EDITOR,
  admin: ADMIN,
}

const ROOM: PlaceFacts = {
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
}

const ownerOf = ({ principal, deviceId }: Actor): Owner => {
  if (principal.kind === 'account') return { kind: 'account', accountId: principal.accountId }
  return principal.kind === 'guest' && deviceId !== null ? { kind: 'guest', deviceId } : null
}

/** The columns of the tables below: an action and what it is done to. */
const COLUMNS: Record<string, (actor: Actor, place: PlaceFacts) => [Action, Target]> = {
  see: (_, place) => ['place.see', { kind: 'place', place }],
  enter: (_, place) => ['place.enter', { kind: 'place', place }],
  upload: (_, place) => ['place.upload', { kind: 'place', place }],
  change: (_, place) => ['place.change', { kind: 'place', place }],
  'delete own': (actor, place) => ['entry.delete', { kind: 'entry', place, uploader: ownerOf(actor) }],
  'delete any': (_, place) => ['entry.delete', { kind: 'entry', place, uploader: null }],
  manage: (_, place) => ['place.manage', { kind: 'place', place }],
}

function outcome(actor: Actor, action: Action, target: Target): string {
  const decision = can(actor, action, target)
  return decision.kind === 'allowed' ? 'yes' : decision.code
}

/** Reads the rows under "who | see | enter | ..." and checks each cell. */
function expectTable(place: PlaceFacts, table: string, actors: Record<string, Actor> = ACTORS) {
  const rows = table.trim().split('\n')
  const names = rows.map((row) => row.split('|')[0]?.trim())
  expect(names).toEqual(Object.keys(actors))
  for (const row of rows) {
    const [who = '', ...cells] = row.split('|').map((cell) => cell.trim())
    const actor = actors[who]
    if (actor === undefined) throw new Error(`no actor ${who}`)
    const actual = Object.values(COLUMNS).map((column) => outcome(actor, ...column(actor, place)))
    expect([who, ...actual]).toEqual([who, ...cells])
  }
}

describe('a room', () => {
  // see | enter | upload | change | delete own | delete any | manage
  it('that everybody on the LAN enters, to look', () => {
    expectTable(
      { ...ROOM, access: 'lan', guestRole: 'viewer' },
      `
      nobody    | yes | yes | forbidden | forbidden | forbidden | forbidden | not_signed_in
      guest     | yes | yes | forbidden | forbidden | forbidden | forbidden | not_signed_in
      elsewhere | yes | yes | forbidden | forbidden | forbidden | forbidden | not_signed_in
      unlocked  | yes | yes | forbidden | forbidden | forbidden | forbidden | not_signed_in
      viewer    | yes | yes | forbidden | forbidden | forbidden | forbidden | forbidden
      editor    | yes | yes | yes       | yes       | yes       | yes       | forbidden
      admin     | yes | yes | yes       | yes       | yes       | yes       | yes`,
    )
  })

  it('that everybody on the LAN enters, to edit', () => {
    expectTable(
      { ...ROOM, access: 'lan', guestRole: 'editor' },
      `
      nobody    | yes | yes | yes       | yes       | forbidden | forbidden | not_signed_in
      guest     | yes | yes | yes       | yes       | yes       | forbidden | not_signed_in
      elsewhere | yes | yes | yes       | yes       | yes       | forbidden | not_signed_in
      unlocked  | yes | yes | yes       | yes       | yes       | forbidden | not_signed_in
      viewer    | yes | yes | forbidden | forbidden | forbidden | forbidden | forbidden
      editor    | yes | yes | yes       | yes       | yes       | yes       | forbidden
      admin     | yes | yes | yes       | yes       | yes       | yes       | yes`,
    )
  })

  it('with a password, guests may look', () => {
    expectTable(
      { ...ROOM, access: 'password', guestRole: 'viewer' },
      `
      nobody    | yes | room_locked | room_locked | room_locked | room_locked | room_locked | not_signed_in
      guest     | yes | room_locked | room_locked | room_locked | room_locked | room_locked | not_signed_in
      elsewhere | yes | room_locked | room_locked | room_locked | room_locked | room_locked | not_signed_in
      unlocked  | yes | yes         | forbidden   | forbidden   | forbidden   | forbidden   | not_signed_in
      viewer    | yes | yes         | forbidden   | forbidden   | forbidden   | forbidden   | forbidden
      editor    | yes | yes         | yes         | yes         | yes         | yes         | forbidden
      admin     | yes | yes         | yes         | yes         | yes         | yes         | yes`,
    )
  })

  it('with a password, guests may edit', () => {
    expectTable(
      { ...ROOM, access: 'password', guestRole: 'editor' },
      `
      nobody    | yes | room_locked | room_locked | room_locked | room_locked | room_locked | not_signed_in
      guest     | yes | room_locked | room_locked | room_locked | room_locked | room_locked | not_signed_in
      elsewhere | yes | room_locked | room_locked | room_locked | room_locked | room_locked | not_signed_in
      unlocked  | yes | yes         | yes         | yes         | yes         | forbidden   | not_signed_in
      viewer    | yes | yes         | forbidden   | forbidden   | forbidden   | forbidden   | forbidden
      editor    | yes | yes         | yes         | yes         | yes         | yes         | forbidden
      admin     | yes | yes         | yes         | yes         | yes         | yes         | yes`,
    )
  })

  it.each(['viewer', 'editor'] as const)(
    'for whoever is signed in (a grant of %s rights counts for nothing)',
    (guestRole) => {
      expectTable(
        { ...ROOM, access: 'accounts', guestRole },
        `
      nobody    | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in
      guest     | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in
      elsewhere | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in
      unlocked  | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in | not_signed_in
      viewer    | yes           | yes           | forbidden     | forbidden     | forbidden     | forbidden     | forbidden
      editor    | yes           | yes           | yes           | yes           | yes           | yes           | forbidden
      admin     | yes           | yes           | yes           | yes           | yes           | yes           | yes`,
      )
    },
  )

  it('for named accounts, of which nobody else learns', () => {
    const place: PlaceFacts = {
      ...ROOM,
      access: 'names',
      guestRole: 'editor',
      memberIds: [account('vic'), account('eve')],
    }
    expectTable(
      place,
      `
      nobody        | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      guest         | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      elsewhere     | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      unlocked      | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      viewer        | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      editor        | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      admin         | yes       | yes       | yes       | yes       | yes       | yes       | yes
      member viewer | yes       | yes       | forbidden | forbidden | forbidden | forbidden | forbidden
      member editor | yes       | yes       | yes       | yes       | yes       | yes       | forbidden`,
      { ...ACTORS, 'member viewer': signedIn('vic', 'viewer'), 'member editor': signedIn('eve', 'editor') },
    )
  })

  it('that is read-only says so to everybody who may know it, and asks for no password first', () => {
    expectTable(
      { ...ROOM, access: 'password', guestRole: 'editor', readOnly: true },
      `
      nobody    | yes | room_locked | room_read_only | room_read_only | room_read_only | room_read_only | not_signed_in
      guest     | yes | room_locked | room_read_only | room_read_only | room_read_only | room_read_only | not_signed_in
      elsewhere | yes | room_locked | room_read_only | room_read_only | room_read_only | room_read_only | not_signed_in
      unlocked  | yes | yes         | room_read_only | room_read_only | room_read_only | room_read_only | not_signed_in
      viewer    | yes | yes         | room_read_only | room_read_only | room_read_only | room_read_only | forbidden
      editor    | yes | yes         | room_read_only | room_read_only | room_read_only | room_read_only | forbidden
      admin     | yes | yes         | room_read_only | room_read_only | room_read_only | room_read_only | yes`,
    )
  })

  it('of names that is read-only is still not there for the others', () => {
    const place: PlaceFacts = { ...ROOM, access: 'names', readOnly: true }
    for (const actor of [NOBODY, UNLOCKED, VIEWER, EDITOR]) {
      expect(outcome(actor, 'place.upload', { kind: 'place', place })).toBe('not_found')
    }
  })
})

describe('a personal room', () => {
  const place: PlaceFacts = { ...ROOM, kind: 'personal', access: 'names', ownerId: account('vera') }
  const looking: Actor = { ...ADMIN, openedPersonal: [PLACE] }

  it('is its owner’s, and an admin who opened it looks', () => {
    expectTable(
      place,
      `
      nobody    | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      guest     | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      elsewhere | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      unlocked  | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      viewer    | yes       | yes       | yes       | yes       | yes       | yes       | forbidden
      editor    | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      admin     | not_found | not_found | not_found | not_found | not_found | not_found | not_found
      looking   | yes       | yes       | forbidden | forbidden | forbidden | forbidden | forbidden`,
      { ...ACTORS, looking },
    )
  })

  it('stays closed whatever access the row says', () => {
    for (const access of ['lan', 'password', 'accounts', 'names'] as const) {
      for (const actor of [NOBODY, UNLOCKED, EDITOR, ADMIN]) {
        expect(outcome(actor, 'place.enter', { kind: 'place', place: { ...place, access } })).toBe('not_found')
      }
    }
  })

  it('does not open to somebody who is no admin any more', () => {
    const former: Actor = { ...EDITOR, openedPersonal: [PLACE] }
    expect(outcome(former, 'place.enter', { kind: 'place', place })).toBe('not_found')
  })

  it.each([
    ['nobody', NOBODY, 'not_found', 'not_signed_in'],
    ['guest', GUEST, 'not_found', 'not_signed_in'],
    ['editor', EDITOR, 'not_found', 'forbidden'],
    ['admin', ADMIN, 'yes', 'yes'],
  ])('is opened by admins only (%s)', (_who, actor, ofPlace, ofVault) => {
    expect(outcome(actor, 'personal.open', { kind: 'place', place })).toBe(ofPlace)
    expect(outcome(actor, 'personal.open', { kind: 'vault', editorsMayCreateRooms: false })).toBe(ofVault)
    expect(outcome(actor, 'personal.open', { kind: 'place', place: ROOM })).toBe('forbidden')
  })
})

describe('a drive', () => {
  it('is the admins’ until opened', () => {
    const drive: PlaceFacts = { ...ROOM, kind: 'drive', access: 'names' }
    expect(outcome(ADMIN, 'place.upload', { kind: 'place', place: drive })).toBe('yes')
    expect(outcome(EDITOR, 'place.see', { kind: 'place', place: drive })).toBe('not_found')
    expect(outcome(VIEWER, 'place.enter', { kind: 'place', place: { ...drive, access: 'accounts' } })).toBe('yes')
    expect(outcome(NOBODY, 'place.enter', { kind: 'place', place: { ...drive, access: 'lan' } })).toBe('yes')
  })

  it('that cannot be written refuses changes like a read-only room', () => {
    const drive: PlaceFacts = { ...ROOM, kind: 'drive', writable: false }
    expect(outcome(ADMIN, 'place.upload', { kind: 'place', place: drive })).toBe('room_read_only')
    expect(outcome(ADMIN, 'place.enter', { kind: 'place', place: drive })).toBe('yes')
  })
})

describe('own entries of a guest', () => {
  const place: PlaceFacts = { ...ROOM, access: 'lan', guestRole: 'editor' }
  const entryOf = (uploader: Owner): Target => ({ kind: 'entry', place, uploader })

  it('are those of the device', () => {
    const tablet: Actor = {
      ...GUEST,
      principal: { kind: 'guest', deviceId: device('tablet') },
      deviceId: device('tablet'),
    }
    expect(outcome(GUEST, 'entry.delete', entryOf(PHONE))).toBe('yes')
    expect(outcome(GUEST, 'entry.restore', entryOf(PHONE))).toBe('yes')
    expect(outcome(tablet, 'entry.delete', entryOf(PHONE))).toBe('forbidden')
    expect(outcome(GUEST, 'entry.delete', entryOf(ownerOf(EDITOR)))).toBe('forbidden')
    expect(outcome(NOBODY, 'entry.delete', entryOf(PHONE))).toBe('forbidden')
  })

  it('are not his to delete where guests may only look', () => {
    const target: Target = { kind: 'entry', place: { ...place, guestRole: 'viewer' }, uploader: PHONE }
    expect(outcome(GUEST, 'entry.delete', target)).toBe('forbidden')
  })

  it('are never meant by a deletion that names no entry', () => {
    expect(outcome(GUEST, 'entry.delete', { kind: 'place', place })).toBe('forbidden')
    expect(outcome(EDITOR, 'entry.delete', { kind: 'place', place })).toBe('yes')
  })
})

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

const ACTIONS: readonly Action[] = [
  'place.see',
  'place.enter',
  'place.upload',
  'place.change',
  'entry.delete',
  'entry.restore',
  'place.manage',
  'room.create',
  'accounts.manage',
  'sessions.manage_own',
  'sessions.manage_any',
  'settings.manage',
  'personal.open',
  'upload.resume',
  'upload.cancel',
]

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

describe('over every actor, action and place', () => {
  const cases = everyPlace().flatMap((place) =>
    Object.values(ACTORS).flatMap((actor) =>
      ACTIONS.flatMap((action) => {
        const targets: Target[] = [
          { kind: 'place', place },
          { kind: 'entry', place, uploader: PHONE },
          { kind: 'entry', place, uploader: null },
        ]
        return targets.map((target) => ({ actor, action, place, target, result: outcome(actor, action, target) }))
      }),
    ),
  )
  const aboutPlaces = cases.filter(({ action }) => action.startsWith('place.') || action.startsWith('entry.'))

  it('a place one may not know is denied without a word about it', () => {
    for (const { actor, place, result } of aboutPlaces) {
      const seen = outcome(actor, 'place.see', { kind: 'place', place })
      if (seen !== 'yes') expect(result).toBe(seen)
      expect(['yes', 'not_found', 'not_signed_in']).toContain(seen)
    }
  })

  it('a read-only place is never changed', () => {
    for (const { action, place, result } of aboutPlaces) {
      const changes = ['place.upload', 'place.change', 'entry.delete', 'entry.restore'].includes(action)
      if (changes && place.readOnly) expect(result).not.toBe('yes')
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
    for (const action of ACTIONS.filter((name) => /^(place|entry|upload)\./.test(name))) {
      expect(outcome(ADMIN, action, vault)).toBe('forbidden')
    }
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

describe('effectiveRole', () => {
  it.each([
    [NOBODY, { access: 'lan', guestRole: 'editor' }, 'guest-editor'],
    [GUEST, { access: 'password' }, null],
    [UNLOCKED, { access: 'password' }, 'guest-viewer'],
    [VIEWER, { access: 'password' }, 'viewer'],
    [EDITOR, { access: 'names' }, null],
    [ADMIN, { access: 'names' }, 'admin'],
    [VIEWER, { kind: 'personal', ownerId: account('vera') }, 'editor'],
    [ADMIN, { kind: 'personal', ownerId: account('ada') }, 'admin'],
    [ADMIN, { kind: 'personal', ownerId: account('vera') }, null],
  ] as [Actor, Partial<PlaceFacts>, string | null][])('%#', (actor, facts, role) => {
    expect(effectiveRole(actor, { ...ROOM, ...facts })).toBe(role)
  })
})
