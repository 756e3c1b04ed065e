import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SYSTEM } from './doer.ts'
import { newSecret } from './secrets.ts'
import { openTestPeople, PASSWORD, type TestPeople } from './testing/open-test-people.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
let people: TestPeople
let ada: Awaited<ReturnType<TestPeople['addAccount']>>

beforeEach(async () => {
  people = await openTestPeople()
  ada = await people.addAccount('Ada', 'admin')
})

afterEach(() => people.remove())

describe('identify, by cookie', () => {
  it('knows nobody without a credential', async () => {
    expect(await people.identify({})).toMatchObject({ via: 'nobody', account: null, byCookie: false })
  })

  it('knows who signed in, and answers from memory the second time', async () => {
    const cookie = await people.signInCookie('Ada')
    const first = await people.identify({ cookie })
    expect(first).toMatchObject({
      account: { name: 'Ada' },
      via: 'cookie',
      byCookie: true,
      actor: { principal: { kind: 'account', role: 'admin' }, openedPersonal: [] },
    })
    expect(await people.identify({ cookie })).toBe(first)
  })

  it('takes a cookie of another vault or of nonsense for nobody whose session is over', async () => {
    for (const cookie of ['__Host-hearth=nonsense', `__Host-hearth=${'x'.repeat(3000)}`]) {
      expect(await people.identify({ cookie })).toMatchObject({ account: null, sessionEnded: true, byCookie: false })
    }
  })

  it('does not take the cookie of plain http on https', async () => {
    const cookie = (await people.signInCookie('Ada')).replace('__Host-', '')
    expect(await people.identify({ cookie })).toMatchObject({ account: null, via: 'nobody' })
  })

  it('knows a device, and forgets it when its cookie is no secret of ours', async () => {
    const device = newSecret('device')
    const guest = await people.identify({ cookie: `__Host-device-hearth=${device}` })
    expect(guest).toMatchObject({ via: 'cookie', byCookie: true, actor: { principal: { kind: 'guest' } } })
    expect(people.identity.detailsOf(guest).deviceSecret).toBe(device)
    expect(await people.identify({ cookie: '__Host-device-hearth=abc' })).toMatchObject({ deviceId: null })
  })

  it('sees at once that a session was ended', async () => {
    const cookie = await people.signInCookie('Ada')
    const { sessionId } = await people.identify({ cookie })
    if (sessionId === null) throw new Error('not signed in')
    await people.sessions.end(sessionId, SYSTEM)
    expect(await people.identify({ cookie })).toMatchObject({ account: null, sessionEnded: true })
  })

  it('sees at once that a role changed', async () => {
    const bob = await people.addAccount('Bob', 'editor')
    const cookie = await people.signInCookie('Bob')
    expect(await people.identify({ cookie })).toMatchObject({ actor: { principal: { role: 'editor' } } })
    await people.accounts.change(bob.id, { role: 'viewer' }, SYSTEM, null)
    expect(await people.identify({ cookie })).toMatchObject({ actor: { principal: { role: 'viewer' } } })
  })

  it('never keeps what it read before an end that came in between', async () => {
    const cookie = await people.signInCookie('Ada')
    const reading = people.identify({ cookie })
    const ending = people.sessions.endAll(ada.id, null, SYSTEM)
    await Promise.all([reading, ending])
    expect(await people.identify({ cookie })).toMatchObject({ account: null, sessionEnded: true })
  })

  it('ends a session that nobody used for a week, and prolongs one that somebody uses', async () => {
    const [idle, used] = [await people.signInCookie('Ada'), await people.signInCookie('Ada')]
    for (let day = 0; day < 10; day++) {
      expect(await people.identify({ cookie: used })).toMatchObject({ account: { name: 'Ada' } })
      await untilNoted(people)
      people.clock.pass(DAY_MS)
    }
    expect(await people.identify({ cookie: used })).toMatchObject({ account: { name: 'Ada' } })
    expect(await people.identify({ cookie: idle })).toMatchObject({ account: null, sessionEnded: true })
  })

  it.each([10 * 365 * DAY_MS, -10 * 365 * DAY_MS])('does not mind a wall clock that jumps by %d ms', async (jump) => {
    const cookie = await people.signInCookie('Ada')
    people.clock.jumpWall(jump)
    expect(await people.identify({ cookie })).toMatchObject({ account: { name: 'Ada' } })
    people.clock.pass(20 * MINUTE_MS)
    expect(await people.identify({ cookie })).toMatchObject({ account: { name: 'Ada' } })
  })

  it('reads a session again after 15 minutes, whatever the bus said', async () => {
    const cookie = await people.signInCookie('Ada')
    await people.identify({ cookie })
    // As if another process had written: no event tells of it.
    await people.db.commit([people.db.build.updateTable('sessions').set({ revoked_at: 1 })])
    people.clock.pass(15 * MINUTE_MS)
    expect(await people.identify({ cookie })).toMatchObject({ account: null, sessionEnded: true })
  })
})

describe('identify, by bearer token', () => {
  const request = { name: 'Ada', password: PASSWORD, label: 'backup script', address: '192.168.7.9' }

  it('knows a program, whose cookies do not count', async () => {
    const { accessToken } = await people.tokens.create(request)
    const identity = await people.identify({ authorization: `Bearer ${accessToken}`, cookie: '__Host-hearth=x' })
    expect(identity).toMatchObject({ account: { name: 'Ada' }, via: 'bearer', byCookie: false })
  })

  it('refuses a token that nobody made, and one that is 15 minutes old', async () => {
    const refusal = { code: 'token_invalid' }
    await expect(people.identify({ authorization: `Bearer ${newSecret('access')}` })).rejects.toMatchObject(refusal)
    const { accessToken } = await people.tokens.create(request)
    await people.identify({ authorization: `Bearer ${accessToken}` })
    people.clock.pass(15 * MINUTE_MS)
    await expect(people.identify({ authorization: `Bearer ${accessToken}` })).rejects.toMatchObject(refusal)
  })

  it('tells a program at once that its session ended', async () => {
    const { accessToken } = await people.tokens.create(request)
    const authorization = `Bearer ${accessToken}`
    expect(await people.identify({ authorization })).toMatchObject({ account: { id: ada.id } })
    await people.sessions.endAll(ada.id, null, SYSTEM)
    await expect(people.identify({ authorization })).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('does not take a refresh token for an access token', async () => {
    const { refreshToken } = await people.tokens.create(request)
    await expect(people.identify({ authorization: `Bearer ${refreshToken}` })).rejects.toMatchObject({
      code: 'token_invalid',
    })
  })
})

/** That a session was used is written down lazily. */
async function untilNoted({ sessions, clock }: TestPeople): Promise<void> {
  await vi.waitFor(async () => {
    const [newest] = await sessions.list(null)
    expect(newest?.lastSeenAt).toBe(clock.now())
  })
}
