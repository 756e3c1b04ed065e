import { afterEach, beforeEach, expect, test } from 'vitest'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { openTestDatabase, type TestDatabase } from '#server/db/testing/open-test-database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { Job } from './job.ts'
import type { Jobs } from './jobs.service.ts'
import { gate, handler, openJobs, type Run, until } from './testing/test-jobs.ts'

let opened: TestDatabase
let jobs: Jobs
let errors: unknown[]

beforeEach(async () => {
  opened = await openTestDatabase()
  jobs = newJobs()
})

afterEach(async () => {
  await jobs.drain()
  await opened.remove()
})

function newJobs(): Jobs {
  errors = []
  return openJobs(opened.db, (error) => errors.push(error))
}

const over = (job: Job) => jobs.settled(job.id, 10_000)

test('runs a job and keeps what it returned', async () => {
  jobs.register(
    'greet',
    handler(async (payload) => ({ greeting: `hello ${payload}` })),
  )
  await jobs.start()
  const job = await jobs.enqueue({ kind: 'greet', payload: 'Mia', actor: { kind: 'account', id: 'mia' } })
  expect(job).toMatchObject({ kind: 'greet', actor: { kind: 'account', id: 'mia' } })
  expect(await over(job)).toMatchObject({ state: 'done', result: { greeting: 'hello Mia' }, attempts: 1 })
})

test('runs at most as many of a kind as it may, oldest first, other kinds beside them', async () => {
  const [slow, other] = [gate(), gate()]
  jobs.register('slow', handler(slow.run, 2))
  jobs.register('other', handler(other.run))
  await jobs.start()
  const queued: Job[] = []
  for (const payload of ['1', '2', '3']) queued.push(await jobs.enqueue({ kind: 'slow', payload }))
  await jobs.enqueue({ kind: 'other', payload: 'o' })
  await until(() => slow.started.length === 2 && other.started.length === 1)
  expect(slow.started).toEqual(['1', '2'])
  slow.letGo()
  await until(() => slow.started.length === 3)
  expect((await Promise.all(queued.map(({ id }) => jobs.find(id)))).map((job) => job?.state)).toEqual([
    'done',
    'running',
    'running',
  ])
})

test('gives the job that is there for the same key, until it is over', async () => {
  const { run, letGo, started } = gate()
  jobs.register('scan', handler(run))
  await jobs.start()
  const request = { kind: 'scan', payload: 'x', dedupeKey: 'scan:x' }
  const together = await Promise.all([1, 2, 3, 4].map(() => jobs.enqueue(request)))
  expect(new Set(together.map(({ id }) => id)).size).toBe(1)
  await until(() => started.length === 1)
  const [first] = together
  expect(first && (await jobs.enqueue(request)).id).toBe(first?.id)
  letGo()
  if (first) await over(first)
  expect((await jobs.enqueue(request)).id).not.toBe(first?.id)
})

test('tells progress while it runs, and every end', async () => {
  jobs.register(
    'count',
    handler(async (_payload, { progress }) => progress(3, 10)),
  )
  const told: Job[] = []
  jobs.onProgress((job) => told.push(job))
  await jobs.start()
  await jobs.enqueue({ kind: 'count', payload: '' })
  await until(() => told.some(({ state }) => state === 'done'))
  expect(told.map(({ state, done, total }) => [state, done, total])).toEqual([
    ['running', 0, null],
    ['running', 3, 10],
    ['done', 3, 10],
  ])
})

test('tries again after a failure that passes, and gives up in the end', async () => {
  const attempts: number[] = []
  jobs.register(
    'flaky',
    handler(async (payload, _control, attempt) => {
      attempts.push(attempt)
      if (payload === 'never' || attempt < 3) throw new VaultError('unavailable')
      return 'third time'
    }),
  )
  await jobs.start()
  const lucky = await over(await jobs.enqueue({ kind: 'flaky', payload: 'third' }))
  expect(lucky).toMatchObject({ state: 'done', result: 'third time', attempts: 3 })
  const unlucky = await over(await jobs.enqueue({ kind: 'flaky', payload: 'never' }))
  expect(unlucky).toMatchObject({ state: 'failed', failureCode: 'unavailable', attempts: 3 })
  expect(attempts).toEqual([1, 2, 3, 1, 2, 3])
  expect(errors).toEqual([])
})

const failing: [what: string, run: Run, failureCode: string, logged: number][] = [
  ['a refusal', () => Promise.reject(new VaultError('not_found')), 'not_found', 0],
  ['a mistake', () => Promise.reject(new TypeError('x')), 'internal', 1],
  ['a result that is not JSON', async () => 5n, 'internal', 1],
]

test.each(failing)(
  'ends as failed after %s, which is logged only when it is ours',
  async (_what, run, failureCode, logged) => {
    jobs.register('fail', handler(run))
    await jobs.start()
    const job = await over(await jobs.enqueue({ kind: 'fail', payload: '' }))
    expect(job).toMatchObject({ state: 'failed', failureCode, result: null })
    expect(errors).toHaveLength(logged)
  },
)

test('cancels a waiting job, and stops a running one', async () => {
  const { run, started } = gate()
  jobs.register('slow', handler(run))
  await jobs.start()
  const running = await jobs.enqueue({ kind: 'slow', payload: '1', dedupeKey: 'one' })
  const waiting = await jobs.enqueue({ kind: 'slow', payload: '2' })
  await until(() => started.length === 1)
  expect(await jobs.cancel(waiting.id)).toMatchObject({ state: 'cancelled' })
  expect(await jobs.cancel(running.id)).toMatchObject({ state: 'cancelled' })
  // The key is free again, and the next job of it begins once the stopped one has wound down.
  await jobs.enqueue({ kind: 'slow', payload: '3', dedupeKey: 'one' })
  await until(() => started.length === 2)
  expect(started).toEqual(['1', '3'])
  expect(await jobs.find(running.id)).toMatchObject({ state: 'cancelled', failureCode: null })
  expect(await jobs.cancel(running.id)).toMatchObject({ state: 'cancelled' })
  expect(errors).toEqual([])
})

test('knows no job of a foreign id', async () => {
  expect(await jobs.find('nothing' as Job['id'])).toBeNull()
  expect(await jobs.cancel('nothing' as Job['id'])).toBeNull()
  expect(await jobs.settled('nothing' as Job['id'], 1)).toBeNull()
})

test('goes on after a stop with what was running and waiting, without counting the stop as an attempt', async () => {
  const { run, started } = gate()
  jobs.register('slow', handler(run))
  await jobs.start()
  const first = await jobs.enqueue({ kind: 'slow', payload: '1' })
  const second = await jobs.enqueue({ kind: 'slow', payload: '2' })
  await until(() => started.length === 1)
  await jobs.drain()
  expect(await jobs.find(first.id)).toMatchObject({ state: 'queued', attempts: 0 })

  jobs = newJobs()
  jobs.register(
    'slow',
    handler(async (payload) => payload),
  )
  await jobs.start()
  expect(await over(first)).toMatchObject({ state: 'done', result: '1', attempts: 1 })
  expect(await over(second)).toMatchObject({ state: 'done', result: '2' })
})

test('goes on after a crash, but not with a job that crashed the vault again and again', async () => {
  const crashed = (id: string, attempts: number) =>
    opened.db.build.insertInto('jobs').values({
      id: id as Job['id'],
      kind: 'slow',
      payload: '"x"',
      state: 'running',
      attempts,
      actor_kind: 'system',
      run_after: 1,
      created_at: 1,
    })
  requireCommitted(await opened.db.commit([crashed('once', 1), crashed('often', 5)]))
  jobs.register(
    'slow',
    handler(async () => 'through'),
  )
  await jobs.start()
  expect(await jobs.settled('once' as Job['id'], 10_000)).toMatchObject({ state: 'done', attempts: 2 })
  expect(await jobs.find('often' as Job['id'])).toMatchObject({ state: 'failed', failureCode: 'internal' })
})

test('begins a job that was planned inside another unit of work', async () => {
  jobs.register(
    'hash',
    handler(async (payload) => payload),
  )
  await jobs.start()
  const { id, step } = jobs.plan({ kind: 'hash', payload: 'p' })
  requireCommitted(
    await opened.db.commit([opened.db.build.insertInto('settings').values({ key: 'a', value: '1' }), step]),
  )
  jobs.wake()
  expect(await jobs.settled(id, 10_000)).toMatchObject({ state: 'done', result: 'p' })
})

test('answers a request in time when the job takes longer', async () => {
  const { run } = gate()
  jobs.register('slow', handler(run))
  await jobs.start()
  const job = await jobs.enqueue({ kind: 'slow', payload: '' })
  expect(await jobs.settled(job.id, 20)).toMatchObject({ id: job.id, finishedAt: null })
})

test('queues a failed job again, unless another of its key took over', async () => {
  let fails = true
  jobs.register(
    'fail',
    handler(async () => {
      if (fails) throw new VaultError('not_found')
    }),
  )
  await jobs.start()
  const request = { kind: 'fail', payload: '', dedupeKey: 'one' }
  const first = await over(await jobs.enqueue(request))
  const second = await over(await jobs.enqueue(request))
  fails = false
  jobs.setPaused(true)
  expect(await jobs.retry('nothing' as Job['id'])).toBeNull()
  if (first) await jobs.retry(first.id)
  expect(first && (await over(first))).toMatchObject({ state: 'done', attempts: 1 })
  expect(second && (await jobs.retry(second.id))).toMatchObject({ failureCode: null })
})
