import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestPeople, type TestPeople } from '#server/auth/testing/open-test-people.ts'
import type { RoomsPlan } from './persist-rooms.service.ts'

let people: TestPeople

beforeEach(async () => {
  people = await openTestPeople()
})

afterEach(() => people.remove())

const NOTHING: RoomsPlan = { setPasswords: [], removePasswords: [], setReadOnly: [], clearReadOnly: [] }
const apply = (plan: Partial<RoomsPlan>) => people.persistRooms.apply({ ...NOTHING, ...plan })

describe('what persist.json says of rooms', () => {
  it('makes rooms that are not there, and opens them by their password', async () => {
    const hash = await people.passwords.hash('sesame')
    await apply({ setPasswords: [{ room: 'kids', hash }], setReadOnly: ['films'] })
    const kids = await people.places.find('kids')
    expect(kids).toMatchObject({ fromFile: true, passwordHash: hash, facts: { access: 'password', readOnly: false } })
    expect(await people.places.find('films')).toMatchObject({
      fromFile: true,
      facts: { access: 'accounts', readOnly: true },
    })
    const request = { password: 'sesame', address: '192.168.7.2', deviceId: null, accountId: null, label: '' }
    if (kids === null) throw new Error('no room')
    expect((await people.grants.unlock({ placeId: kids.facts.id, ...request })).secret).not.toBeNull()
  })

  it('means a room that is there by its name or address', async () => {
    await apply({ setReadOnly: ['Main'] })
    expect(await people.places.find('main')).toMatchObject({ name: 'main', facts: { readOnly: true } })
    expect(await people.places.all()).toHaveLength(1)
  })

  it('ends no grant when it says the same again, as after a restart', async () => {
    const hash = await people.passwords.hash('sesame')
    await apply({ setPasswords: [{ room: 'kids', hash }] })
    await apply({ setPasswords: [{ room: 'kids', hash }], setReadOnly: [] })
    expect(people.heard['grant.ended']).toBeUndefined()
    await apply({ setPasswords: [{ room: 'kids', hash: await people.passwords.hash('other') }] })
    expect(people.heard['grant.ended']).toHaveLength(1)
  })

  it('never leaves a room open that lost its password', async () => {
    await apply({ setPasswords: [{ room: 'kids', hash: await people.passwords.hash('sesame') }] })
    await apply({ removePasswords: ['kids', 'unknown'] })
    expect(await people.places.find('kids')).toMatchObject({ facts: { access: 'accounts' } })
  })

  it('lifts read-only again', async () => {
    await apply({ setReadOnly: ['main'] })
    await apply({ clearReadOnly: ['main', 'unknown'] })
    expect(await people.places.find('main')).toMatchObject({ facts: { readOnly: false } })
  })

  it('is refused with the room that cannot be', async () => {
    await expect(apply({ setReadOnly: ['admin'] })).rejects.toMatchObject({
      code: 'room_name_reserved',
      details: { room: 'admin' },
    })
  })
})
