import { randomBytes } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { AdminJob } from '#lib/contracts/http/admin.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { SETTING_KEYS } from '#server/config/settings.ts'
import { ADMIN, type House, MILA, serveHouse } from '#server/features/chat/testing/serve-house.ts'

const ROOM_PASSWORD = 'plum cake and cream'
let house: House
let proof: Record<string, string>
const { admin, system, people, places, entries, serviceTokens } = ROUTES

beforeAll(async () => {
  house = await serveHouse()
  proof = await house.signIn(ADMIN)
  await api().call(people.createAccount, { body: { ...MILA, role: 'viewer' } })
})
afterAll(async () => {
  await house.stop()
  await house.remove()
})

const api = () => house.apiOf(proof)
const bytesOf = (length: number) => new Uint8Array(randomBytes(length))
const put = (name: string, body: Uint8Array<ArrayBuffer>) =>
  fetch(`${house.origin}/api/places/main/content?path=${name}`, {
    method: 'PUT',
    body,
    headers: { ...proof, 'content-type': 'application/octet-stream' },
  })
const get = (path: string, headers: Record<string, string> = proof) => fetch(`${house.origin}${path}`, { headers })
const persistPath = () => join(house.dataFolder, 'data', 'persist.json')
const settingOf = async (key: string) =>
  (await api().call(admin.config, {})).settings.find((setting) => setting.key === key)

it('tells how the vault stands, and what a person keeps', async () => {
  expect((await put('kept.bin', bytesOf(5_000))).status).toBe(201)
  const talker = await house.connect(await house.signIn(MILA))
  await talker.ask('place:join', { place: 'main' })
  const overview = await api().call(admin.overview, {})
  expect(overview.disk.roomsBytes).toBe(5_000)
  expect(overview.disk.freeBytes).toBeGreaterThan(0)
  expect(overview.versions.sqlite).toMatch(/^3\.\d+/)
  expect(overview.people.map(({ name }) => name)).toEqual(['Mila'])
  const { accounts } = await api().call(people.accounts, {})
  expect(accounts.map(({ name, entryCount }) => [name, entryCount])).toEqual([
    ['Rowan', 1],
    ['Mila', 0],
  ])
})

it('says in one word whether all is well, and what is not to admins alone', async () => {
  // There is no backup yet.
  const stranger = await (await get('/api/health', {})).json()
  expect(Object.keys(stranger).sort()).toEqual(['status', 'uptimeSeconds', 'version'])
  expect(stranger.status).toBe('attention')
  expect(await (await get('/api/health', await house.signIn(MILA))).json()).not.toHaveProperty('warnings')
  expect(await api().call(system.health, {})).toMatchObject({
    status: 'attention',
    warnings: [{ code: 'backup_off', number: null, text: '' }],
  })
  expect((await api().call(admin.overview, {})).warnings.map(({ code }) => code)).toEqual(['backup_off'])
})

it('looks at itself as the doctor does, for admins', async () => {
  const [{ findings }, again] = await Promise.all([api().call(admin.doctor, {}), api().call(admin.doctor, {})])
  expect(again.findings).toEqual(findings)
  const subjects = findings.map(({ subject }) => subject)
  for (const subject of [
    'Node',
    'Data folder',
    'Disk',
    'Database',
    'Clock',
    'Sockets',
    'Home network',
    'Certificate',
  ]) {
    expect(subjects, subject).toContain(subject)
  }
  const port = new URL(house.origin).port
  expect(findings).toContainEqual({ state: 'good', subject: `Port ${port}`, said: 'A vault answers here.' })
  expect(findings.find(({ subject }) => subject === 'Database')?.said).toMatch(/^Sound, \d+ entries/)
  expect((await get('/api/doctor', await house.signIn(MILA))).status).toBe(403)
})

it('shows a transfer while it runs', async () => {
  const { request } = await import('node:http')
  const sending = request(`${house.origin}/api/places/main/content?path=slow.bin`, {
    method: 'PUT',
    headers: { ...proof, 'content-type': 'application/octet-stream', 'content-length': 200_000 },
  })
  const answered = new Promise<number>((resolve) => sending.on('response', (answer) => resolve(answer.statusCode ?? 0)))
  sending.write(randomBytes(150_000))
  const running = await vi.waitFor(async () => {
    const { transfers } = await api().call(admin.overview, {})
    const found = transfers.find(({ direction, bytes }) => direction === 'up' && bytes >= 150_000)
    if (found === undefined) throw new Error('not yet')
    return found
  }, 20_000)
  expect(running).toMatchObject({ person: 'Rowan', address: '127.0.0.1' })
  sending.end(randomBytes(50_000))
  expect(await answered).toBe(201)
  await vi.waitFor(async () => expect((await api().call(admin.overview, {})).transfers).toEqual([]), 20_000)
})

it('lists jobs, queues a failed one again, and rests while paused', async () => {
  const { jobs } = house.household
  let fails = true
  jobs.register('test', {
    parse: () => ({}),
    run: async () => {
      if (fails) throw new TypeError('not this time')
    },
  })
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.push((await jobs.enqueue({ kind: 'test', payload: {} })).id)
  const failed = async (): Promise<AdminJob[]> => {
    const found: AdminJob[] = []
    let cursor: string | undefined
    do {
      const page = await api().call(admin.jobs, { query: { state: 'failed', limit: 2, cursor } })
      found.push(...page.jobs)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return found.filter(({ kind }) => kind === 'test')
  }
  await vi.waitFor(async () => expect((await failed()).map(({ id }) => id)).toEqual(ids.toReversed()), 20_000)
  fails = false
  const [id = ''] = ids
  expect(await api().call(admin.retryJob, { params: { job: id } })).toMatchObject({ id, failureCode: null })
  await vi.waitFor(async () => expect((await failed()).map((job) => job.id)).toEqual(ids.slice(1).toReversed()), 20_000)
  house.errors.length = 0

  await api().call(admin.setThrottle, { body: { paused: true, readMegabytesPerSecond: 20 } })
  await writeFile(join(house.household.dataPath, 'rooms', 'main', 'by hand.txt'), 'by hand')
  const scan = await jobs.enqueue({ kind: 'scan', payload: { placeIds: null }, dedupeKey: 'scan:test' })
  expect(await jobs.settled(scan.id, 300)).toMatchObject({ state: 'queued' })
  const { throttle } = await api().call(admin.jobs, { query: {} })
  expect(throttle).toEqual({ paused: true, readMegabytesPerSecond: 20 })
  expect((await api().call(admin.overview, {})).warnings.map(({ code }) => code)).toContain('jobs_paused')
  await api().call(admin.setThrottle, { body: { paused: false, readMegabytesPerSecond: null } })
  expect(await jobs.settled(scan.id, 20_000)).toMatchObject({ state: 'done' })
  await expect(api().call(admin.stopJob, { params: { job: 'none' } })).rejects.toMatchObject({ code: 'not_found' })
})

it('writes down who did what, page by page', async () => {
  for (const name of ['Attic', 'Cellar', 'Garden']) {
    await api().call(places.createRoom, { body: { name, access: 'accounts' } })
  }
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await api().call(admin.audit, { query: { action: 'room.created', limit: 2, cursor } })
    names.push(...page.lines.filter(({ actorName }) => actorName === 'Rowan').map(({ targetName }) => targetName))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(names).toEqual(['Garden', 'Cellar', 'Attic'])
  await expect(api().call(admin.audit, { query: { cursor: 'x' } })).rejects.toMatchObject({ code: 'invalid_cursor' })
})

it('changes a setting in persist.json, keeps its comments, and lets it count at once where it can', async () => {
  await writeFile(persistPath(), '{\n  // ours\n  "settings": { "grant_minutes": 30, },\n}\n')
  await api().call(admin.changeConfig, { body: { key: 'maxFileBytes', value: '10 kB' } })
  expect((await put('large.bin', bytesOf(20_000))).status).toBe(413)
  await api().call(admin.changeConfig, { body: { key: 'maxFileBytes', value: null } })
  expect((await put('large.bin', bytesOf(20_000))).status).toBe(201)
  await api().call(admin.changeConfig, { body: { key: 'umask', value: '027' } })
  expect(await readFile(persistPath(), 'utf8')).toMatch(/\/\/ ours[\s\S]*"grant_minutes": 30,[\s\S]*"umask": "027"/)
  expect(await settingOf('umask')).toMatchObject({ value: '022', next: '027', source: 'page', applies: 'next_start' })
  // Written by hand while the vault runs, so it only counts from the next start on.
  expect(await settingOf('grantMs')).toMatchObject({ value: '1h', next: '30min', source: 'file' })
  expect(await settingOf('rateToken')).toMatchObject({ value: 'none', source: 'flag', editable: 'given' })
  expect(await settingOf('adminPassword')).toMatchObject({ value: '', editable: 'never', source: 'environment' })
  await writeFile(persistPath(), (await readFile(persistPath(), 'utf8')).replace('"027"', '"077"'))
  expect(await settingOf('umask')).toMatchObject({ next: '077', source: 'file' })
})

const refused: [key: string, value: string, code: string][] = [
  ['maxFileBytes', 'much', 'invalid_input'],
  ['port', '70000', 'invalid_input'],
  ['httpPort', '8443', 'invalid_input'],
  ['rateToken', '5', 'setting_given'],
  ['dataPath', '/elsewhere', 'setting_given'],
  ['drives', '/elsewhere', 'forbidden'],
  ['nothing', '1', 'not_found'],
  ['__proto__', '1', 'not_found'],
]
it.each(refused)('does not let %s be %s', async (key, value, code) => {
  await expect(api().call(admin.changeConfig, { body: { key, value } })).rejects.toMatchObject({ code })
})

it('shows every setting with its value, default, source and what is allowed', async () => {
  const { settings } = await api().call(admin.config, {})
  expect(settings.map(({ key }) => key)).toEqual(SETTING_KEYS)
  for (const { key, about, fallback, source, allowed, env, section } of settings) {
    for (const shown of [about, fallback, source, allowed, env, section]) expect(shown.trim(), key).not.toBe('')
  }
})

it('checks every setting that the page may change', async () => {
  const { settings } = await api().call(admin.config, {})
  const before = await readFile(persistPath(), 'utf8')
  const editable = settings.filter((setting) => setting.editable === 'yes')
  expect(editable.length).toBeGreaterThan(15)
  for (const { key } of editable) {
    const body = { key, value: 'not\u0000allowed' }
    await expect(api().call(admin.changeConfig, { body }), key).rejects.toMatchObject({ code: 'invalid_input' })
  }
  expect(await readFile(persistPath(), 'utf8')).toBe(before)
})

it('says so when persist.json is broken', async () => {
  const before = await readFile(persistPath(), 'utf8')
  await writeFile(persistPath(), '{ "settings": ')
  await expect(api().call(admin.changeConfig, { body: { key: 'umask', value: '022' } })).rejects.toMatchObject({
    code: 'persist_file_broken',
  })
  await writeFile(persistPath(), before)
})

it('counts for Prometheus, for admins alone', async () => {
  const answer = await get('/api/metrics')
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  expect(text).toMatch(/hearth_http_requests_total\{route="content\.put",status="2xx"\} [1-9]/)
  expect(text).toMatch(/hearth_uploads_total\{outcome="finished"\} [1-9]/)
  expect(text).toMatch(/hearth_network_bytes_total\{direction="up"\} [1-9]\d{5,}/)
  expect(text).toMatch(/hearth_database_commit_seconds_count [1-9]/)
  expect(text).toMatch(/hearth_jobs_ended_total\{kind="test",state="failed"\} 5/)
  expect(text).toMatch(/hearth_sockets 1/)
  expect(text).toMatch(/hearth_backup_trouble\{kind="off"\} 1/)
  expect(text).toMatch(/hearth_damaged_files 0/)
  expect(text).not.toMatch(/hearth_backup_age_seconds \d/)
  expect(text).toMatch(/process_resident_memory_bytes \d/)
  expect(text).not.toMatch(/Rowan|Mila|kept\.bin|127\.0\.0\.1/)
  expect((await get('/api/metrics', {})).status).toBe(401)
  expect((await get('/api/metrics', await house.signIn(MILA))).status).toBe(403)
})

it('gives the metrics to a token made for them, and nothing else', async () => {
  const body = { name: 'Prometheus', scope: 'metrics:read' } as const
  const { secret, token } = await api().call(serviceTokens.create, { body })
  const machine = { authorization: `Bearer ${secret}` }
  expect(await (await get('/api/metrics', machine)).text()).toMatch(/hearth_sockets \d/)
  for (const path of ['/api/health', '/api/session', '/api/places', '/api/overview', '/api/places/main/entries']) {
    expect((await get(path, machine)).status, path).toBe(403)
  }
  await expect(house.connect(machine).then(({ ask }) => ask('place:join', { place: 'main' }))).resolves.toMatchObject({
    ok: false,
    code: 'forbidden',
  })
  expect((await api().call(serviceTokens.list, {})).tokens).toMatchObject([{ name: 'Prometheus', madeBy: 'Rowan' }])
  await api().call(serviceTokens.revoke, { params: { token: token.id } })
  expect((await get('/api/metrics', machine)).status).toBe(401)
})

it('takes what a page failed at, from people who are signed in, and not without end', async () => {
  const mila = house.apiOf(await house.signIn(MILA))
  const body = { message: 'x is undefined', stack: 'at draw (/_next/a.js?v=1:2)', page: '/place' }
  await mila.call(system.reportTrouble, { body })
  const { lines } = await api().call(admin.log, { query: { component: 'client' } })
  expect(lines.map(({ message }) => message)).toEqual(['x is undefined'])
  await expect(house.apiOf().call(system.reportTrouble, { body })).rejects.toMatchObject({ code: 'not_signed_in' })
  const tooLong = { ...body, message: 'x'.repeat(501) }
  await expect(mila.call(system.reportTrouble, { body: tooLong })).rejects.toMatchObject({ code: 'invalid_input' })
  const flood = Array.from({ length: 12 }, () => mila.call(system.reportTrouble, { body }).catch(({ code }) => code))
  expect(await Promise.all(flood)).toContain('rate_limited')
})

it('writes down, at its usual level, something of every part', async () => {
  const talker = await house.connect(proof)
  await talker.ask('place:join', { place: 'main' })
  for (const component of ['http', 'uploads', 'database', 'sockets', 'jobs', 'auth', 'client'] as const) {
    const lines = async () => (await api().call(admin.log, { query: { component, limit: 5 } })).lines
    await expect.poll(async () => (await lines()).length, { message: component, timeout: 20_000 }).toBeGreaterThan(0)
    for (const line of await lines()) expect(line).toMatchObject({ component })
  }
})

it('keeps no secret that was used in the log', async () => {
  await api().call(admin.setLogLevel, { body: { level: 'trace' } })
  const room = await api().call(places.createRoom, {
    body: { name: 'Locked', access: 'password', password: ROOM_PASSWORD },
  })
  const grant = await house.unlock(room.id, ROOM_PASSWORD)
  await house.unlock(room.id, 'a wrong password').catch(() => undefined)
  await house.signIn({ ...MILA, password: 'another wrong one' }).catch(() => undefined)
  const pair = await house.apiOf().call(people.createToken, { body: { grant: 'password', ...MILA, label: '' } })
  const next = await house
    .apiOf()
    .call(people.createToken, { body: { grant: 'refresh', refreshToken: pair.refreshToken } })
  await get(`/api/places?token=${next.accessToken}`, { authorization: `Bearer ${next.accessToken}` })
  await get('/api/session', { cookie: 'hearth=a-cookie-of-the-test; __Host-hearth=another-cookie' })
  const stack = `pass:${ROOM_PASSWORD.replaceAll(' ', '')} Bearer ${next.accessToken}`
  await house
    .apiOf({ authorization: `Bearer ${next.accessToken}` })
    .call(system.reportTrouble, {
      body: { message: `failed with ${next.accessToken}`, stack, page: `/place?token=${next.accessToken}` },
    })
    .catch(() => undefined)
  await api().call(entries.list, { params: { place: 'main' }, query: {} })
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
    ...[bearer(proof), bearer(grant), pair.accessToken, pair.refreshToken, next.accessToken, next.refreshToken],
    ...['a-cookie-of-the-test', 'another-cookie', '$argon2'],
  ]
  for (const secret of secrets) expect(text.includes(secret), secret).toBe(false)
  expect(house.errors).toEqual([])
})
