import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AuthDoor, SignInAtDoor } from '#server/app-context.ts'
import { createAuthDoor } from './auth-door.ts'
import { cookieNames } from './cookies.ts'
import { deviceIdOf, newSecret } from './secrets.ts'
import { openTestPeople, PASSWORD, type TestPeople } from './testing/open-test-people.ts'

let people: TestPeople
let door: AuthDoor
let errors: unknown[]

beforeEach(async () => {
  people = await openTestPeople()
  await people.addAccount('Ada', 'admin')
  errors = []
  door = open(() => {})
})

afterEach(() => people.remove())

const open = (takeRate: (address: string) => void) =>
  createAuthDoor({ ...people, secret: 'test', takeRate, onError: (error) => errors.push(error) })

const request = (fields: Partial<SignInAtDoor> = {}): SignInAtDoor => ({
  ...{ name: 'Ada', password: PASSWORD, address: '192.168.7.60', userAgent: 'test', secure: true, cookies: '' },
  ...fields,
})

async function sessionOf(fields: Partial<SignInAtDoor> = {}): Promise<string> {
  const answer = await door.signIn(request(fields))
  if (answer.kind !== 'in') throw new Error(answer.refusal.code)
  return answer.sessionId
}

describe('the door of next-auth', () => {
  it('lets somebody in whose cookie the rest of the vault knows', async () => {
    const sessionId = await sessionOf()
    const cookie = `${cookieNames(true).session}=${await door.seal(sessionId)}`
    expect(await people.identify({ cookie })).toMatchObject({ account: { name: 'Ada' }, sessionId })
    expect(await door.isLive(sessionId)).toBe(true)
    await door.signOut(sessionId, '192.168.7.60')
    expect(await door.isLive(sessionId)).toBe(false)
    expect(await people.identify({ cookie })).toMatchObject({ account: null, sessionEnded: true })
    await door.signOut(sessionId, '192.168.7.60')
  })

  it('answers refusals as values, with the seconds to wait', async () => {
    const wrong = request({ password: 'wrong' })
    expect(await door.signIn(wrong)).toEqual({
      kind: 'refused',
      refusal: { code: 'wrong_credentials', retryAfterSeconds: null },
    })
    for (let i = 0; i < 4; i++) await door.signIn(wrong)
    expect(await door.signIn(request())).toEqual({
      kind: 'refused',
      refusal: { code: 'locked_out', retryAfterSeconds: 300 },
    })
    expect(errors).toEqual([])
  })

  it('applies the limit of sign-ins', async () => {
    door = open(() => {
      throw new VaultError('rate_limited', { details: { retryAfterSeconds: 7 } })
    })
    expect(await door.signIn(request())).toMatchObject({
      refusal: { code: 'rate_limited', retryAfterSeconds: 7 },
    })
  })

  it('ends the session that the browser had before', async () => {
    const first = await sessionOf()
    const cookies = `${cookieNames(true).session}=${await door.seal(first)}`
    const second = await sessionOf({ cookies })
    expect([await door.isLive(first), await door.isLive(second)]).toEqual([false, true])
  })

  it('remembers the device of the browser', async () => {
    const secret = newSecret('device')
    await sessionOf({ cookies: `${cookieNames(true).device}=${secret}` })
    expect(await people.sessions.isKnownDevice(deviceIdOf(secret), 'ada')).toBe(true)
    const devices = await people.db.read(people.db.build.selectFrom('devices').selectAll())
    expect(devices).toMatchObject([{ id: deviceIdOf(secret), label: 'test' }])
  })

  it('does not look at names and passwords longer than any could be', async () => {
    for (const fields of [{ name: 'x'.repeat(5000) }, { password: 'x'.repeat(5000) }]) {
      expect(await door.signIn(request(fields))).toMatchObject({ refusal: { code: 'wrong_credentials' } })
    }
  })
})
