import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import { can } from '#lib/core/permissions/can.ts'
import { grantCookieName } from '#server/auth/cookies.ts'
import { SYSTEM } from '#server/auth/doer.ts'
import { unlockedUntil } from '#server/auth/identify.ts'
import { deviceIdOf } from '#server/auth/secrets.ts'
import { openTestPeople, type TestPeople } from '#server/auth/testing/open-test-people.ts'

const HOUR_MS = 3_600_000
let people: TestPeople
let placeId: PlaceId

beforeEach(async () => {
  people = await openTestPeople()
  placeId = await people.rooms.create(
    { name: 'Kids', access: 'password', passwordHash: await people.passwords.hash('sesame') },
    SYSTEM,
  )
})

afterEach(() => people.remove())

interface Attempt {
  password?: string
  address?: string
  deviceId?: DeviceId | null
}

const unlock = ({ password = 'sesame', address = '192.168.7.40', deviceId = null }: Attempt = {}) =>
  people.grants.unlock({ placeId, password, address, deviceId, accountId: null, label: 'test' })

async function unlockCookie(attempt?: Attempt): Promise<string> {
  const { secret } = await unlock(attempt)
  return `${grantCookieName(true, placeId)}=${secret}`
}

async function mayEnter(headers: { cookie?: string; authorization?: string }): Promise<boolean> {
  const [identity, place] = [await people.identify(headers), await people.places.findFacts(placeId)]
  if (place === null) throw new Error('no room')
  return can(identity.actor, 'place.enter', { kind: 'place', place }).kind === 'allowed'
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('a room with a password', () => {
  it('opens for an hour, on a device that is known from then on', async () => {
    const { secret, until, newDeviceSecret } = await unlock()
    expect(until - people.clock.now()).toBe(HOUR_MS)
    const cookie = `${grantCookieName(true, placeId)}=${secret}`
    expect(await mayEnter({ cookie })).toBe(true)
    const identity = await people.identify({ cookie })
    expect(identity).toMatchObject({ deviceId: deviceIdOf(newDeviceSecret ?? ''), byCookie: true })
    expect(unlockedUntil(people.identity.detailsOf(identity), placeId)).toBe(until)
    people.clock.pass(HOUR_MS)
    expect(await mayEnter({ cookie })).toBe(false)
  })

  it('opens for a program by a bearer grant, which is no sign-in', async () => {
    const { secret } = await unlock()
    const authorization = `Bearer ${secret}`
    expect(await mayEnter({ authorization })).toBe(true)
    expect(await people.identify({ authorization })).toMatchObject({ via: 'grant', account: null, byCookie: false })
    people.clock.pass(HOUR_MS)
    expect(await codeOf(people.identify({ authorization }))).toBe('token_invalid')
  })

  it('is written down with the device that opened it and without the password', async () => {
    const { newDeviceSecret } = await unlock()
    await unlock({ password: 'a wrong one' }).catch(() => {})
    const written = await people.db.read(
      people.db.build.selectFrom('audit').where('action', '=', 'room.unlocked').selectAll(),
    )
    const deviceId = deviceIdOf(newDeviceSecret ?? '')
    expect(written).toMatchObject([
      { actor_kind: 'device', actor_id: deviceId, target_id: placeId, at: people.clock.now(), address: '192.168.7.40' },
    ])
    expect(JSON.stringify(written)).not.toMatch(/sesame|wrong one/)
  })

  it('keeps the device that it knew', async () => {
    const first = await unlock()
    const deviceId = deviceIdOf(first.newDeviceSecret ?? '')
    const second = await unlock({ deviceId })
    expect(second.newDeviceSecret).toBeNull()
    expect(await people.identify({ authorization: `Bearer ${second.secret}` })).toMatchObject({ deviceId })
  })

  it('is shut at once by a new password', async () => {
    const cookie = await unlockCookie()
    expect(await mayEnter({ cookie })).toBe(true)
    await people.rooms.change(placeId, { passwordHash: await people.passwords.hash('open') }, SYSTEM)
    expect(await mayEnter({ cookie })).toBe(false)
    expect(people.heard['grant.ended']).toEqual([{ placeId, deviceId: null }])
    expect(await codeOf(unlock())).toBe('wrong_password')
    expect(await mayEnter({ cookie: await unlockCookie({ password: 'open' }) })).toBe(true)
  })

  it('is shut at once by another kind of door, and old grants do not come back with it', async () => {
    const cookie = await unlockCookie()
    await people.rooms.change(placeId, { access: 'accounts' }, SYSTEM)
    expect(await mayEnter({ cookie })).toBe(false)
    await people.rooms.change(placeId, { access: 'password' }, SYSTEM)
    expect(await mayEnter({ cookie })).toBe(false)
    expect(await mayEnter({ cookie: await unlockCookie() })).toBe(true)
  })

  it('goes on for whoever is inside when its name or its other switches change', async () => {
    const cookie = await unlockCookie()
    await people.rooms.change(placeId, { name: 'Children', readOnly: true }, SYSTEM)
    expect(await mayEnter({ cookie })).toBe(true)
  })

  it('lets one device leave, and no other', async () => {
    const [mine, other] = [await unlock(), await unlock()]
    await people.grants.leave(placeId, deviceIdOf(mine.newDeviceSecret ?? ''))
    expect(await codeOf(people.identify({ authorization: `Bearer ${mine.secret}` }))).toBe('token_invalid')
    expect(await mayEnter({ authorization: `Bearer ${other.secret}` })).toBe(true)
  })

  it('survives a restart unlocked, and locked', async () => {
    const cookie = await unlockCookie()
    for (let i = 0; i < 5; i++) expect(await codeOf(unlock({ password: 'wrong' }))).toBe('wrong_password')
    people = await people.restart()
    expect(await mayEnter({ cookie })).toBe(true)
    expect(await codeOf(unlock())).toBe('locked_out')
  })

  it('is gone with its grants when it is deleted', async () => {
    const { secret } = await unlock()
    await people.rooms.remove(placeId, 'Kids', SYSTEM)
    expect(await codeOf(people.identify({ authorization: `Bearer ${secret}` }))).toBe('token_invalid')
    expect(await codeOf(unlock())).toBe('not_found')
  })
})

describe('its door after wrong passwords', () => {
  it('is locked for that address only, and only that door', async () => {
    const other = await people.rooms.create(
      { name: 'Films', access: 'password', passwordHash: await people.passwords.hash('sesame') },
      SYSTEM,
    )
    for (let i = 0; i < 5; i++) await codeOf(unlock({ password: 'wrong' }))
    expect(await codeOf(unlock())).toBe('locked_out')
    expect(await codeOf(unlock({ address: '192.168.7.41' }))).toBe('done')
    const request = { password: 'sesame', address: '192.168.7.40', deviceId: null, accountId: null, label: '' }
    expect(await codeOf(people.grants.unlock({ placeId: other, ...request }))).toBe('done')
  })

  it('lets those inside and a device that was inside before go on', async () => {
    const { secret, newDeviceSecret } = await unlock()
    for (let i = 0; i < 6; i++) await codeOf(unlock({ password: 'wrong' }))
    expect(await mayEnter({ authorization: `Bearer ${secret}` })).toBe(true)
    expect(await codeOf(unlock({ deviceId: deviceIdOf(newDeviceSecret ?? '') }))).toBe('done')
  })

  it('counts guesses of one client that come with a new device each', async () => {
    const guesses = Array.from({ length: 12 }, (_, i) => {
      const deviceId = `device-${i}` as DeviceId
      return codeOf(unlock({ password: 'wrong', deviceId }))
    })
    const outcomes = await Promise.all(guesses)
    expect(outcomes.filter((outcome) => outcome === 'wrong_password')).toHaveLength(5)
  })
})

describe('a room without a password', () => {
  it('needs no grant', async () => {
    const lan = await people.rooms.create({ name: 'Guests', access: 'lan' }, SYSTEM)
    const request = {
      placeId: lan,
      password: 'anything',
      address: '192.168.7.40',
      deviceId: null,
      accountId: null,
      label: '',
    }
    expect(await people.grants.unlock(request)).toMatchObject({ secret: null, newDeviceSecret: null })
  })
})
