import { describe, expect, it } from 'vitest'
import type { Action, Actor, Owner, PlaceFacts, Target } from './actors-and-targets.ts'
import { effectiveRole } from './can.ts'
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
