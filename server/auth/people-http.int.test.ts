import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cookieNames } from './cookies.ts'
import { openTestPeople, PASSWORD, type TestPeople } from './testing/open-test-people.ts'
import { createClient, SETUP_CODE, type ServedPeople, servePeople } from './testing/serve-people.ts'

const HOUR_MS = 3_600_000
const { session: SESSION, device: DEVICE } = cookieNames(false)
let people: TestPeople
let served: ServedPeople

beforeEach(async () => {
  people = await openTestPeople()
  await people.addAccount('Ada', 'admin')
  served = await servePeople(people)
})

afterEach(async () => {
  await served.close()
  await people.remove()
})

async function browserOf(name: string, password = PASSWORD) {
  const client = createClient(served.origin)
  const { sessionId } = await people.signIn({ name, password, address: '127.0.0.1', deviceId: null, userAgent: 'test' })
  client.jar.set(SESSION, await people.sessionTokens.seal(sessionId))
  return client
}

describe('GET /api/session', () => {
  it('makes a stranger a guest with a device that stays the same', async () => {
    const client = createClient(served.origin)
    const first = await client.call('GET /api/session')
    expect(first.body).toMatchObject({
      principal: { kind: 'guest' },
      may: { createRooms: false, administer: false },
      vault: { setupNeeded: false, version: 'test' },
    })
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^device-hearth=hd_[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/),
    ])
    const second = await client.call('GET /api/session')
    expect(second.body.principal).toEqual(first.body.principal)
  })

  it('says who is signed in, and renews the cookie at most once an hour', async () => {
    const client = await browserOf('Ada')
    const sealed = client.jar.get(SESSION)
    const first = await client.call('GET /api/session')
    expect(first.body).toMatchObject({
      principal: { kind: 'account', name: 'Ada', role: 'admin' },
      may: { createRooms: true, administer: true },
    })
    const renewed = client.jar.get(SESSION)
    expect(renewed).not.toBe(sealed)
    await client.call('GET /api/session')
    expect(client.jar.get(SESSION)).toBe(renewed)
    people.clock.pass(HOUR_MS)
    await client.call('GET /api/session')
    expect(client.jar.get(SESSION)).not.toBe(renewed)
  })

  it('takes the cookie of an ended session away; until then it is told to sign in again', async () => {
    const client = await browserOf('Ada')
    await client.call('DELETE /api/me/sessions')
    const after = await client.call('GET /api/me/sessions')
    expect(after).toMatchObject({ status: 401, body: { code: 'session_ended' } })
    expect((await client.call('GET /api/places/main')).body).toMatchObject({ code: 'session_ended' })
    expect((await client.call('GET /api/session')).body).toMatchObject({ principal: { kind: 'guest' } })
    expect(client.jar.has(SESSION)).toBe(false)
    expect((await client.call('GET /api/places/main')).body).toMatchObject({ code: 'not_signed_in' })
  })

  it('gives programs no cookies', async () => {
    const pair = await people.tokens.create({ name: 'Ada', password: PASSWORD, label: '', address: '127.0.0.1' })
    const answer = await createClient(served.origin, { bearer: pair.accessToken }).call('GET /api/session')
    expect(answer.body.principal).toMatchObject({ kind: 'account', name: 'Ada' })
    expect(answer.headers.getSetCookie()).toEqual([])
  })
})

describe('credentials on the wire', () => {
  it('are refused when there are two of them', async () => {
    const status = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(`${served.origin}/api/session`)
      request.setHeader('authorization', ['Bearer a', 'Bearer b'])
      request.once('response', (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => resolve(`${response.statusCode} ${JSON.parse(text).code}`))
      })
      request.once('error', reject)
      request.end()
    })
    expect(status).toBe('400 ambiguous_credentials')
  })

  it('of a forged token are never nobody, on public addresses too', async () => {
    for (const bearer of ['x', `ha_${'A'.repeat(43)}`, `hg_${'A'.repeat(43)}`, 'eyJhbGciOiJub25lIn0.e30.']) {
      const answer = await createClient(served.origin, { bearer }).call('GET /api/places')
      expect(answer).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
    }
  })

  it('in a cookie do not act for a page of another site', async () => {
    const client = await browserOf('Ada')
    for (const origin of ['https://evil.example', 'null']) {
      const answer = await client.call('POST /api/rooms', { name: 'Mine', access: 'lan' }, { origin })
      expect(answer).toMatchObject({ status: 403, body: { code: 'foreign_origin' } })
    }
    expect(await people.places.find('mine')).toBeNull()
  })
})

describe('POST /api/tokens', () => {
  it('gives tokens, renews them, and ends them', async () => {
    const program = createClient(served.origin)
    const made = await program.call('POST /api/tokens', {
      grant: 'password',
      name: 'Ada',
      password: PASSWORD,
      label: 'cli',
    })
    expect(made.status).toBe(201)
    const { refreshToken } = made.body
    const renewed = await program.call('POST /api/tokens', { grant: 'refresh', refreshToken })
    const bearer = createClient(served.origin, { bearer: renewed.body.accessToken })
    expect((await bearer.call('GET /api/me/sessions')).body.sessions).toMatchObject([{ label: 'cli', current: true }])
    expect((await bearer.call('DELETE /api/tokens/current')).status).toBe(204)
    expect((await bearer.call('GET /api/me/sessions')).body).toMatchObject({ code: 'session_ended' })
  })
})

describe('rooms over HTTP', () => {
  const films = { name: 'Films', access: 'password', password: 'sesame', guestRole: 'editor' }

  it('are locked for a stranger, open by a cookie for an hour, and told so', async () => {
    await (await browserOf('Ada')).call('POST /api/rooms', films)
    const guest = createClient(served.origin)
    expect((await guest.call('GET /api/places')).body.places).toMatchObject([
      { slug: 'films', locked: true, entryCount: null, may: { enter: false, upload: false }, unlockedUntil: null },
    ])
    const wrong = await guest.call('POST /api/rooms/films/unlock', { password: 'nope' })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_password' } })
    const right = await guest.call('POST /api/rooms/films/unlock', { password: 'sesame' })
    expect(right).toMatchObject({ status: 200, body: { until: people.clock.now() + HOUR_MS } })
    expect(right.body).not.toHaveProperty('grant')
    expect(right.headers.getSetCookie()).toHaveLength(2)
    for (const line of right.headers.getSetCookie()) expect(line).toMatch(/HttpOnly; SameSite=Lax$/)
    expect((await guest.call('GET /api/places/films')).body).toMatchObject({
      locked: false,
      may: { enter: true, upload: true, deleteAny: false, manage: false },
      unlockedUntil: right.body.until,
      unlockedForMs: HOUR_MS,
    })
    expect((await guest.call('DELETE /api/rooms/films/unlock')).status).toBe(204)
    expect((await guest.call('GET /api/places/films')).body).toMatchObject({ locked: true })
    expect([...guest.jar.keys()]).toEqual([DEVICE])
  })

  it('give their grant in the body to programs, never to a page', async () => {
    await (await browserOf('Ada')).call('POST /api/rooms', films)
    const page = createClient(served.origin)
    const body = { password: 'sesame', grantIn: 'body' }
    expect((await page.call('POST /api/rooms/films/unlock', body)).body).toMatchObject({ code: 'bad_request' })
    const response = await fetch(`${served.origin}/api/rooms/films/unlock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { grant } = (await response.json()) as { grant: string }
    expect(response.headers.getSetCookie()).toEqual([])
    const program = createClient(served.origin, { bearer: grant })
    expect((await program.call('GET /api/places/films')).body).toMatchObject({ may: { enter: true } })
  })

  it('say how long to wait after wrong passwords', async () => {
    await (await browserOf('Ada')).call('POST /api/rooms', films)
    const guest = createClient(served.origin)
    for (let i = 0; i < 5; i++) await guest.call('POST /api/rooms/films/unlock', { password: 'nope' })
    const answer = await guest.call('POST /api/rooms/films/unlock', { password: 'sesame' })
    expect(answer).toMatchObject({ status: 429, body: { code: 'locked_out', retryAfterSeconds: 300 } })
    expect(answer.headers.get('retry-after')).toBe('300')
  })

  it('are made by editors only where a setting says so', async () => {
    await people.addAccount('Ed', 'editor')
    const [admin, editor] = [await browserOf('Ada'), await browserOf('Ed')]
    expect(await editor.call('POST /api/rooms', { name: 'Mine', access: 'lan' })).toMatchObject({ status: 403 })
    await admin.call('PATCH /api/settings', { editorsMayCreateRooms: true })
    expect(await editor.call('POST /api/rooms', { name: 'Mine', access: 'lan' })).toMatchObject({ status: 201 })
    expect((await editor.call('GET /api/session')).body.may).toEqual({ createRooms: true, administer: false })
  })

  it('are changed, shown whole to admins, and deleted with their name', async () => {
    const admin = await browserOf('Ada')
    await admin.call('POST /api/rooms', films)
    const patch = { name: 'Cinema', readOnly: true, glaze: 'plum', icon: 'clapperboard', quotaBytes: 5_000 }
    expect((await admin.call('PATCH /api/rooms/films', patch)).body).toMatchObject({ slug: 'cinema', readOnly: true })
    const settings = await admin.call('GET /api/rooms/cinema/settings')
    expect(settings.body).toMatchObject({ ...patch, hasPassword: true, access: 'password', guestQuotaBytes: null })
    expect(JSON.stringify(settings.body)).not.toContain('argon2')
    expect(await admin.call('DELETE /api/rooms/cinema?confirm=no')).toMatchObject({ status: 409 })
    expect(await admin.call('DELETE /api/rooms/cinema?confirm=Cinema')).toMatchObject({ status: 204 })
    expect(await admin.call('GET /api/places/cinema')).toMatchObject({ status: 404 })
  })
})

describe('accounts over HTTP', () => {
  it('are the business of admins alone, and never show a hash', async () => {
    await people.addAccount('Vic', 'viewer')
    const viewer = await browserOf('Vic')
    expect(await viewer.call('GET /api/accounts')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await viewer.call('GET /api/sessions')).toMatchObject({ status: 403 })
    expect(await createClient(served.origin).call('GET /api/accounts')).toMatchObject({ status: 401 })
    const { body } = await (await browserOf('Ada')).call('GET /api/accounts')
    expect(body.accounts).toMatchObject([
      { name: 'Ada', usedBytes: 0 },
      { name: 'Vic', role: 'viewer', disabled: false },
    ])
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash/)
  })

  it('cannot end a session of somebody else by its id', async () => {
    await people.addAccount('Vic', 'viewer')
    const [admin, viewer] = [await browserOf('Ada'), await browserOf('Vic')]
    const [own] = (await admin.call('GET /api/me/sessions')).body.sessions
    expect(await viewer.call(`DELETE /api/me/sessions/${own.id}`)).toMatchObject({ status: 404 })
    expect((await admin.call('GET /api/me/sessions')).status).toBe(200)
    const [others] = (await viewer.call('GET /api/me/sessions')).body.sessions
    expect(await admin.call(`DELETE /api/sessions/${others.id}`)).toMatchObject({ status: 204 })
    expect(await viewer.call('GET /api/me/sessions')).toMatchObject({ status: 401 })
  })

  it('learn that an admin looked into their room', async () => {
    const vic = await people.addAccount('Vic', 'viewer')
    const [admin, viewer] = [await browserOf('Ada'), await browserOf('Vic')]
    const opened = await admin.call(`POST /api/accounts/${vic.id}/personal/open`)
    expect(opened.body).toMatchObject({ until: people.clock.now() + 15 * 60_000 })
    const look = await admin.call(`GET /api/places/${opened.body.placeId}`)
    expect(look.body).toMatchObject({ kind: 'personal', ownerName: 'Vic', may: { enter: true, change: false } })
    expect((await viewer.call('GET /api/me/openings')).body.openings).toMatchObject([{ byName: 'Ada' }])
    expect(await viewer.call(`POST /api/accounts/${vic.id}/personal/open`)).toMatchObject({ status: 403 })
  })

  it('change their own password', async () => {
    const client = await browserOf('Ada')
    const next = 'a better password'
    const wrong = await client.call('PUT /api/me/password', { current: 'wrong', next })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } })
    expect(await client.call('PUT /api/me/password', { current: PASSWORD, next: 'short' })).toMatchObject({
      status: 400,
    })
    expect(await client.call('PUT /api/me/password', { current: PASSWORD, next })).toMatchObject({ status: 204 })
    expect((await client.call('GET /api/me/sessions')).body.sessions).toHaveLength(1)
    await browserOf('Ada', next)
  })
})

describe('POST /api/setup', () => {
  it('is shut once there is an admin, whatever the code', async () => {
    const body = { code: SETUP_CODE, name: 'Eve', password: PASSWORD }
    const answer = await createClient(served.origin).call('POST /api/setup', body)
    expect(answer).toMatchObject({ status: 409, body: { code: 'setup_done' } })
  })
})
