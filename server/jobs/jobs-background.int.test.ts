import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '#server/db/testing/open-test-database.ts'
import type { Job } from './job.ts'
import type { Jobs } from './jobs.service.ts'
import { gate, handler, openJobs, until } from './testing/test-jobs.ts'

let opened: TestDatabase
let jobs: Jobs
let errors: unknown[]

beforeEach(async () => {
  opened = await openTestDatabase()
  errors = []
  jobs = openJobs(opened.db, (error) => errors.push(error))
})

afterEach(async () => {
  await jobs.drain()
  await opened.remove()
  expect(errors).toEqual([])
})

test('lets background work rest while it is paused, without counting that as an attempt', async () => {
  const [vaults, persons] = [gate(), gate()]
  jobs.register('vaults', { ...handler(vaults.run), background: true })
  jobs.register('persons', handler(persons.run))
  await jobs.start()
  const resting = await jobs.enqueue({ kind: 'vaults', payload: '1' })
  const going = await jobs.enqueue({ kind: 'persons', payload: '1' })
  await until(() => vaults.started.length === 1 && persons.started.length === 1)
  jobs.setPaused(true)
  const stateOf = async (job: Job) => (await jobs.find(job.id))?.state
  while ((await stateOf(resting)) !== 'queued') await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await jobs.find(resting.id)).toMatchObject({ attempts: 0, failureCode: null })
  expect(await stateOf(going)).toBe('running')
  persons.letGo()
  expect(await jobs.settled(going.id, 10_000)).toMatchObject({ state: 'done' })
  expect(vaults.started).toEqual(['1'])
  jobs.setPaused(false)
  await until(() => vaults.started.length === 2)
  expect(await jobs.counts()).toEqual({ queued: 0, running: 1, failed: 0 })
})

test('leaves to themselves what rests in place; a pause begins nothing, and a cancelled one ends', async () => {
  const { run, started } = gate()
  jobs.register('slow', { ...handler(run), background: 'in place' })
  await jobs.start()
  const held = await jobs.enqueue({ kind: 'slow', payload: '1' })
  const waiting = await jobs.enqueue({ kind: 'slow', payload: '2' })
  await until(() => started.length === 1)
  expect(jobs.isResting('slow')).toBe(false)
  jobs.setPaused(true)
  expect(jobs.isResting('slow')).toBe(true)
  expect(await jobs.find(held.id)).toMatchObject({ state: 'running' })
  await jobs.cancel(held.id)
  expect(await jobs.settled(held.id, 10_000)).toMatchObject({ state: 'cancelled' })
  expect(await jobs.settled(waiting.id, 50)).toMatchObject({ state: 'queued' })
  jobs.setPaused(false)
  await until(() => started.length === 2)
})
