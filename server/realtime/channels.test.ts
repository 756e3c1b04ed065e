import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, DeviceId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { createBus } from '#server/bus.ts'
import type { Identity } from '#server/http/call.ts'
import { createChannels } from './channels.ts'

const ROOM: PlaceFacts = {
  id: 'room' as PlaceId,
  kind: 'room',
  access: 'password',
  guestRole: 'viewer',
  readOnly: false,
  ownerId: null,
  memberIds: [],
  trash: true,
  writable: true,
  onlyAdminsDelete: false,
  linksBy: 'editors',
}

function guest(device: string, inside: boolean): Identity {
  const deviceId = device as DeviceId
  const grants = inside ? [{ placeId: ROOM.id }] : []
  const actor = { principal: { kind: 'guest' as const, deviceId }, deviceId, grants, openedPersonal: [] }
  return { actor, account: null, sessionId: null, deviceId, via: 'grant', byCookie: true }
}

function person(name: string): Identity {
  const accountId = name as AccountId
  const sessionId = `s-${name}` as SessionId
  const principal = { kind: 'account' as const, accountId, role: 'editor' as const, sessionId }
  const actor = { principal, deviceId: null, grants: [], openedPersonal: [] }
  const account = { id: accountId, name, personalPlaceId: 'p' as PlaceId }
  return { actor, account, sessionId, deviceId: null, via: 'cookie', byCookie: true }
}

function setUp() {
  const errors: unknown[] = []
  const joined: [string, string][] = []
  const bus = createBus((error) => errors.push(error))
  const channels = createChannels({
    bus,
    findPlace: async (id) => (id === ROOM.id ? ROOM : null),
    seqOf: async () => 7,
    describeJob: async () => ({
      id: 'j',
      kind: 'trash',
      state: 'done',
      done: 1,
      total: 1,
      failureCode: null,
      result: null,
    }),
    chat: {
      load: async (messageId) => async () => messageOf(messageId),
      revOf: async () => 3,
      guestName: async () => 'Aunt Rose',
      joined: async (place, actor) => void joined.push([place.id, actor.principal.kind]),
    },
    onError: (error) => errors.push(error),
  })
  const enter = (first: Identity) => {
    const state = { identity: first, heard: [] as [string, unknown][], closed: false }
    const connection = {
      id: `c${Math.random()}`,
      emit: (event: string, payload: unknown) => state.heard.push([event, payload]),
      disconnect: () => {
        state.closed = true
      },
    }
    return { state, member: channels.enter(connection, async () => state.identity) }
  }
  const heard = (seat: ReturnType<typeof enter>, event: string) =>
    seat.state.heard.filter(([name]) => name === event).map(([, payload]) => payload)
  return { bus, channels, enter, heard, errors, joined }
}

function messageOf(id: string): ChatMessage {
  return {
    ...{ id, placeId: ROOM.id, seq: 3, rev: 3, kind: 'text', text: 'hello', entries: [], entryCount: 0, folder: '' },
    ...{ at: 1, deletedAt: null, clientId: null, may: { delete: false } },
    author: { kind: 'account', id: 'Mila', name: 'Mila', self: false },
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('channels', () => {
  it('let only those join who may enter', async () => {
    const { enter } = setUp()
    await expect(enter(guest('a', false)).member.join('room')).rejects.toMatchObject({ code: 'room_locked' })
    await expect(enter(guest('a', false)).member.join('nowhere')).rejects.toMatchObject({ code: 'not_found' })
    await expect(enter(guest('a', true)).member.join('room')).resolves.toMatchObject({ ok: true, seq: 7 })
  })

  it('take a refused credential for no failure: strangers must not fill the log', async () => {
    const { channels, errors } = setUp()
    const connection = { id: 'c', emit: () => undefined, disconnect: () => undefined }
    const refused = () => Promise.reject(new VaultError('token_invalid'))
    await expect(channels.enter(connection, refused).join('room')).rejects.toMatchObject({ code: 'token_invalid' })
    await settle()
    expect(errors).toEqual([])
  })

  it('count a person with two tabs once', async () => {
    const { enter } = setUp()
    const first = enter(person('Mila'))
    await first.member.join('room')
    const answer = await enter(person('Mila')).member.join('room')
    expect(answer).toMatchObject({ people: [{ name: 'Mila' }] })
  })

  it('tell those inside, and only them, how far the change log stands', async () => {
    const { bus, enter, heard } = setUp()
    const inside = enter(person('Mila'))
    const outside = enter(person('Theo'))
    await inside.member.join('room')
    bus.emit('entries.changed', { placeId: ROOM.id, seq: 8 })
    expect(heard(inside, 'place:changed')).toEqual([{ placeId: 'room', seq: 8 }])
    expect(heard(outside, 'place:changed')).toEqual([])
  })

  it('remove a guest at once when the grant ends, and tell the others', async () => {
    const { bus, enter, heard } = setUp()
    const leaving = enter(guest('a', true))
    const staying = enter(person('Mila'))
    await leaving.member.join('room')
    await staying.member.join('room')
    leaving.state.identity = guest('a', false)
    bus.emit('grant.ended', { placeId: ROOM.id, deviceId: null })
    await settle()
    expect(heard(leaving, 'place:removed')).toEqual([{ placeId: 'room', code: 'room_locked' }])
    expect(heard(staying, 'place:presence').at(-1)).toMatchObject({ people: [{ name: 'Mila' }] })
    bus.emit('entries.changed', { placeId: ROOM.id, seq: 9 })
    expect(heard(leaving, 'place:changed')).toEqual([])
  })

  it('also notice a grant that ended by time', async () => {
    const { channels, enter, heard } = setUp()
    const leaving = enter(guest('a', true))
    await leaving.member.join('room')
    leaving.state.identity = guest('a', false)
    channels.reviewAll()
    await settle()
    expect(heard(leaving, 'place:removed')).toHaveLength(1)
  })

  it('close the socket of a session that ended', async () => {
    const { bus, enter, heard } = setUp()
    const seat = enter(person('Mila'))
    await seat.member.join('room')
    seat.state.identity = guest('a', false)
    bus.emit('session.ended', { sessionId: 's-Mila' as SessionId, accountId: 'Mila' as AccountId })
    await settle()
    expect(heard(seat, 'session:ended')).toHaveLength(1)
    expect(seat.state.closed).toBe(true)
  })

  it('pass a message on to those inside, a hint to who may enter, and nothing to anybody else', async () => {
    const { bus, enter, heard, joined } = setUp()
    const inside = enter(person('Mila'))
    const elsewhere = enter(person('Theo'))
    const outside = enter(guest('a', false))
    expect(await inside.member.join('room')).toMatchObject({ chatRev: 3 })
    expect(joined).toEqual([['room', 'account']])
    bus.emit('chat.changed', { placeId: ROOM.id, messageId: 'm' })
    await settle()
    expect(heard(inside, 'chat:message')).toMatchObject([{ placeId: 'room', message: { id: 'm' } }])
    expect(heard(elsewhere, 'chat:unread')).toEqual([{ placeId: 'room' }])
    expect(heard(elsewhere, 'chat:message')).toEqual([])
    expect(outside.state.heard).toEqual([])
  })

  it('ask for permission when a message is passed on, before any event says that access ended', async () => {
    const { bus, enter, heard } = setUp()
    const leaving = enter(guest('a', true))
    await leaving.member.join('room')
    leaving.state.identity = guest('a', false)
    bus.emit('chat.changed', { placeId: ROOM.id, messageId: 'm' })
    await settle()
    expect(heard(leaving, 'chat:message')).toEqual([])
  })

  it('tell the other tabs of a person what was read', async () => {
    const { bus, enter, heard } = setUp()
    const tabs = [enter(person('Mila')), enter(person('Mila'))]
    const other = enter(person('Theo'))
    await settle()
    bus.emit('chat.read', { placeId: ROOM.id, reader: { kind: 'account', accountId: 'Mila' as AccountId } })
    for (const tab of tabs) expect(heard(tab, 'chat:unread')).toEqual([{ placeId: 'room' }])
    expect(heard(other, 'chat:unread')).toEqual([])
  })

  it('show guests under the name they say', async () => {
    const { bus, enter, heard } = setUp()
    const seat = enter(guest('a', true))
    expect(await seat.member.join('room')).toMatchObject({ people: [{ name: 'Aunt Rose', kind: 'guest' }] })
    bus.emit('chat.named', { deviceId: 'a' as DeviceId, name: 'Rose' })
    expect(heard(seat, 'place:presence').at(-1)).toMatchObject({ people: [{ name: 'Rose' }] })
  })

  it('tell those who watch a search of changes where they may enter, and nobody else', async () => {
    const { channels, enter, heard } = setUp()
    const [watching, shutOut, idle] = [enter(person('Mila')), enter(guest('a', false)), enter(person('Theo'))]
    for (const seat of [watching, shutOut]) seat.member.watchSearch(true)
    channels.tellSearchers(new Set(['gone' as PlaceId, ROOM.id]))
    await settle()
    await settle()
    expect([watching, shutOut, idle].map((seat) => heard(seat, 'search:changed').length)).toEqual([1, 0, 0])
    watching.member.watchSearch(false)
    channels.tellSearchers(new Set([ROOM.id]))
    await settle()
    expect(heard(watching, 'search:changed')).toHaveLength(1)
  })

  it('end following a job with its last word', async () => {
    const { bus, enter, heard } = setUp()
    const seat = enter(person('Mila'))
    await seat.member.follow('j')
    bus.emit('job.progress', { jobId: 'j' as never })
    await settle()
    bus.emit('job.progress', { jobId: 'j' as never })
    await settle()
    expect(heard(seat, 'job:progress')).toHaveLength(2)
  })
})
