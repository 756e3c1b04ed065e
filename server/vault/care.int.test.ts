import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { AdminJob } from '#lib/contracts/http/admin.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { MILA } from '#server/features/chat/testing/serve-house.ts'
import { type AdminHouse, serveToAdmin } from './testing/serve-to-admin.ts'

const { admin, system, people } = ROUTES

let house: AdminHouse
beforeAll(async () => {
  house = await serveToAdmin()
})
afterAll(async () => {
  await house.stop()
  await house.remove()
})

it('tells how the vault stands, and what a person keeps', async () => {
  expect((await house.put('kept.bin', 5_000)).status).toBe(201)
  const talker = await house.connect(await house.signIn(MILA))
  await talker.ask('place:join', { place: 'main' })
  const overview = await house.api.call(admin.overview, {})
  expect(overview.disk.roomsBytes).toBe(5_000)
  expect(overview.disk.freeBytes).toBeGreaterThan(0)
  expect(overview.versions.sqlite).toMatch(/^3\.\d+/)
  expect(overview.people.map(({ name }) => name)).toEqual(['Mila'])
  const { accounts } = await house.api.call(people.accounts, {})
  expect(accounts.map(({ name, entryCount }) => [name, entryCount])).toEqual([
    ['Rowan', 1],
    ['Mila', 0],
  ])
})

it('says in one word whether all is well, and what is not to admins alone', async () => {
  // There is no backup yet.
  const stranger = await (await house.get('/api/health', {})).json()
  expect(Object.keys(stranger).sort()).toEqual(['status', 'uptimeSeconds', 'version'])
  expect(stranger.status).toBe('attention')
  expect(await (await house.get('/api/health', await house.signIn(MILA))).json()).not.toHaveProperty('warnings')
  expect(await house.api.call(system.health, {})).toMatchObject({
    status: 'attention',
    warnings: [{ code: 'backup_off', number: null, text: '' }],
  })
  expect((await house.api.call(admin.overview, {})).warnings.map(({ code }) => code)).toEqual(['backup_off'])
})

it('looks at itself as the doctor does, for admins', async () => {
  const [{ findings }, again] = await Promise.all([house.api.call(admin.doctor, {}), house.api.call(admin.doctor, {})])
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
  expect((await house.get('/api/doctor', await house.signIn(MILA))).status).toBe(403)
})

it('shows a transfer while it runs', async () => {
  const { request } = await import('node:http')
  const sending = request(`${house.origin}/api/places/main/content?path=slow.bin`, {
    method: 'PUT',
    headers: { ...house.proof, 'content-type': 'application/octet-stream', 'content-length': 200_000 },
  })
  const answered = new Promise<number>((resolve) => sending.on('response', (answer) => resolve(answer.statusCode ?? 0)))
  sending.write(randomBytes(150_000))
  const running = await vi.waitFor(async () => {
    const { transfers } = await house.api.call(admin.overview, {})
    const found = transfers.find(({ direction, bytes }) => direction === 'up' && bytes >= 150_000)
    if (found === undefined) throw new Error('not yet')
    return found
  }, 20_000)
  expect(running).toMatchObject({ person: 'Rowan', address: '127.0.0.1' })
  sending.end(randomBytes(50_000))
  expect(await answered).toBe(201)
  await vi.waitFor(async () => expect((await house.api.call(admin.overview, {})).transfers).toEqual([]), 20_000)
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
      const page = await house.api.call(admin.jobs, { query: { state: 'failed', limit: 2, cursor } })
      found.push(...page.jobs)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    return found.filter(({ kind }) => kind === 'test')
  }
  await vi.waitFor(async () => expect((await failed()).map(({ id }) => id)).toEqual(ids.toReversed()), 20_000)
  fails = false
  const [id = ''] = ids
  expect(await house.api.call(admin.retryJob, { params: { job: id } })).toMatchObject({ id, failureCode: null })
  await vi.waitFor(async () => expect((await failed()).map((job) => job.id)).toEqual(ids.slice(1).toReversed()), 20_000)
  house.errors.length = 0

  await house.api.call(admin.setThrottle, { body: { paused: true, readMegabytesPerSecond: 20 } })
  await writeFile(join(house.household.dataPath, 'rooms', 'main', 'by hand.txt'), 'by hand')
  const scan = await jobs.enqueue({ kind: 'scan', payload: { placeIds: null }, dedupeKey: 'scan:test' })
  expect(await jobs.settled(scan.id, 300)).toMatchObject({ state: 'queued' })
  const { throttle } = await house.api.call(admin.jobs, { query: {} })
  expect(throttle).toEqual({ paused: true, readMegabytesPerSecond: 20 })
  expect((await house.api.call(admin.overview, {})).warnings.map(({ code }) => code)).toContain('jobs_paused')
  await house.api.call(admin.setThrottle, { body: { paused: false, readMegabytesPerSecond: null } })
  expect(await jobs.settled(scan.id, 20_000)).toMatchObject({ state: 'done' })
  await expect(house.api.call(admin.stopJob, { params: { job: 'none' } })).rejects.toMatchObject({ code: 'not_found' })
})
