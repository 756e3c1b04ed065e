import { describe, expect, it } from 'vitest'
import type { AccountId, DeviceId, PlaceId, SessionId } from '#lib/core/ids/ids.ts'
import type { PlaceFacts } from '#lib/core/permissions/can.ts'
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
  return { bus, channels, enter, heard, errors }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('channels', () => {
  it('let only those join who may enter', async () => {
    const { enter } = setUp()
    await expect(enter(guest('a', false)).member.join('room')).rejects.toMatchObject({ code: 'room_locked' })
    await expect(enter(guest('a', false)).member.join('nowhere')).rejects.toMatchObject({ code: 'not_found' })
    await expect(enter(guest('a', true)).member.join('room')).resolves.toMatchObject({ ok: true, seq: 7 })
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
