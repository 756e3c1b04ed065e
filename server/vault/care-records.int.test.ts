import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { ADMIN, MILA } from '#server/features/chat/testing/serve-house.ts'
import { type AdminHouse, serveToAdmin } from './testing/serve-to-admin.ts'

const ROOM_PASSWORD = 'plum cake and cream'
const { admin, system, people, places, entries, serviceTokens } = ROUTES

let house: AdminHouse
beforeAll(async () => {
  house = await serveToAdmin()
})
afterAll(async () => {
  await house.stop()
  await house.remove()
})

it('writes down who did what, page by page', async () => {
  for (const name of ['Attic', 'Cellar', 'Garden']) {
    await house.api.call(places.createRoom, { body: { name, access: 'accounts' } })
  }
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await house.api.call(admin.audit, { query: { action: 'room.created', limit: 2, cursor } })
    names.push(...page.lines.filter(({ actorName }) => actorName === 'Rowan').map(({ targetName }) => targetName))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(names).toEqual(['Garden', 'Cellar', 'Attic'])
  await expect(house.api.call(admin.audit, { query: { cursor: 'x' } })).rejects.toMatchObject({
    code: 'invalid_cursor',
  })
})

it('counts for Prometheus, for admins alone', async () => {
  const { jobs } = house.household
  jobs.register('test', { parse: () => ({}), run: () => Promise.reject(new VaultError('not_found')) })
  expect((await house.put('kept.bin', 100_000)).status).toBe(201)
  const failing = await jobs.enqueue({ kind: 'test', payload: {} })
  expect(await jobs.settled(failing.id, 20_000)).toMatchObject({ state: 'failed' })
  await house.connect(house.proof)
  const answer = await house.get('/api/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  expect(text).toMatch(/hearth_http_requests_total\{route="content\.put",status="2xx"\} [1-9]/)
  expect(text).toMatch(/hearth_uploads_total\{outcome="finished"\} [1-9]/)
  expect(text).toMatch(/hearth_network_bytes_total\{direction="up"\} [1-9]\d{5,}/)
  expect(text).toMatch(/hearth_database_commit_seconds_count [1-9]/)
  expect(text).toMatch(/hearth_jobs_ended_total\{kind="test",state="failed"\} 1/)
  expect(text).toMatch(/hearth_sockets 1/)
  expect(text).toMatch(/hearth_backup_trouble\{kind="off"\} 1/)
  expect(text).toMatch(/hearth_damaged_files 0/)
  expect(text).not.toMatch(/hearth_backup_age_seconds \d/)
  expect(text).toMatch(/process_resident_memory_bytes \d/)
  expect(text).not.toMatch(/Rowan|Mila|kept\.bin|127\.0\.0\.1/)
  expect((await house.get('/api/metrics', {})).status).toBe(401)
  expect((await house.get('/api/metrics', await house.signIn(MILA))).status).toBe(403)
})

it('gives the metrics to a token made for them, and nothing else', async () => {
  const body = { name: 'Prometheus', scope: 'metrics:read' } as const
  const { secret, token } = await house.api.call(serviceTokens.create, { body })
  const machine = { authorization: `Bearer ${secret}` }
  expect(await (await house.get('/api/metrics', machine)).text()).toMatch(/hearth_sockets \d/)
  for (const path of ['/api/health', '/api/session', '/api/places', '/api/overview', '/api/places/main/entries']) {
    expect((await house.get(path, machine)).status, path).toBe(403)
  }
  await expect(house.connect(machine).then(({ ask }) => ask('place:join', { place: 'main' }))).resolves.toMatchObject({
    ok: false,
    code: 'forbidden',
  })
  expect((await house.api.call(serviceTokens.list, {})).tokens).toMatchObject([{ name: 'Prometheus', madeBy: 'Rowan' }])
  await house.api.call(serviceTokens.revoke, { params: { token: token.id } })
  expect((await house.get('/api/metrics', machine)).status).toBe(401)
})

it('takes what a page failed at, from people who are signed in, and not without end', async () => {
  const mila = house.apiOf(await house.signIn(MILA))
  const body = { message: 'x is undefined', stack: 'at draw (/_next/a.js?v=1:2)', page: '/place' }
  await mila.call(system.reportTrouble, { body })
  const { lines } = await house.api.call(admin.log, { query: { component: 'client' } })
  expect(lines.map(({ message }) => message)).toEqual(['x is undefined'])
  await expect(house.apiOf().call(system.reportTrouble, { body })).rejects.toMatchObject({ code: 'not_signed_in' })
  const tooLong = { ...body, message: 'x'.repeat(501) }
  await expect(mila.call(system.reportTrouble, { body: tooLong })).rejects.toMatchObject({ code: 'invalid_input' })
  const flood = Array.from({ length: 12 }, () => mila.call(system.reportTrouble, { body }).catch(({ code }) => code))
  expect(await Promise.all(flood)).toContain('rate_limited')
})

it('writes down, at its usual level, something of every part', async () => {
  const talker = await house.connect(house.proof)
  await talker.ask('place:join', { place: 'main' })
  for (const component of ['http', 'uploads', 'database', 'sockets', 'jobs', 'auth', 'client'] as const) {
    const lines = async () => (await house.api.call(admin.log, { query: { component, limit: 5 } })).lines
    await expect.poll(async () => (await lines()).length, { message: component, timeout: 20_000 }).toBeGreaterThan(0)
    for (const line of await lines()) expect(line).toMatchObject({ component })
  }
})

it('keeps no secret that was used in the log', async () => {
  await house.api.call(admin.setLogLevel, { body: { level: 'trace' } })
  const room = await house.api.call(places.createRoom, {
    body: { name: 'Locked', access: 'password', password: ROOM_PASSWORD },
  })
  const grant = await house.unlock(room.id, ROOM_PASSWORD)
  await house.unlock(room.id, 'a wrong password').catch(() => undefined)
  await house.signIn({ ...MILA, password: 'another wrong one' }).catch(() => undefined)
  const pair = await house.apiOf().call(people.createToken, { body: { grant: 'password', ...MILA, label: '' } })
  const next = await house
    .apiOf()
    .call(people.createToken, { body: { grant: 'refresh', refreshToken: pair.refreshToken } })
  await house.get(`/api/places?token=${next.accessToken}`, { authorization: `Bearer ${next.accessToken}` })
  await house.get('/api/session', { cookie: 'hearth=a-cookie-of-the-test; __Host-hearth=another-cookie' })
  const stack = `pass:${ROOM_PASSWORD.replaceAll(' ', '')} Bearer ${next.accessToken}`
  await house
    .apiOf({ authorization: `Bearer ${next.accessToken}` })
    .call(system.reportTrouble, {
      body: { message: `failed with ${next.accessToken}`, stack, page: `/place?token=${next.accessToken}` },
    })
    .catch(() => undefined)
  await house.api.call(entries.list, { params: { place: 'main' }, query: {} })
  await house.logs.file.flush()
  const folder = join(house.household.dataPath, 'logs')
  const text = (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))).join('')
  expect(text).toMatch(/"component":"http"/)
  expect(text).toMatch(/"component":"auth"/)
  const bearer = ({ authorization = '' }: Record<string, string>) => authorization.split(' ')[1] ?? ''
  const secrets = [
    ...[
      ADMIN.password,
      MILA.password,
      ROOM_PASSWORD,
      ROOM_PASSWORD.replaceAll(' ', ''),
      'a wrong password',
      'another wrong one',
    ],
    ...[bearer(house.proof), bearer(grant), pair.accessToken, pair.refreshToken, next.accessToken, next.refreshToken],
    ...['a-cookie-of-the-test', 'another-cookie', '$argon2'],
  ]
  for (const secret of secrets) expect(text.includes(secret), secret).toBe(false)
  expect(house.errors).toEqual([])
})
