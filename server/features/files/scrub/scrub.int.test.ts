import { open, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '#server/clock.ts'
import type { Job } from '#server/jobs/job.ts'
import { JobsRepo } from '#server/jobs/jobs.repo.ts'
import { Jobs } from '#server/jobs/jobs.service.ts'
import { Pace, unhurried } from '#server/jobs/pace.ts'
import { createScrub, type Scrub } from '../scrub.service.ts'
import { openTestFiles, type TestFiles } from '../testing/test-files.ts'

let vault: TestFiles
let jobs: Jobs
let scrub: Scrub
let told: unknown[]

beforeEach(async () => {
  vault = await openTestFiles()
  told = []
  openJobs()
})

afterEach(async () => {
  await jobs.drain()
  await scrub.close()
  await vault.remove()
})

function openJobs(bytesPerSecond = 1e9, pace = unhurried): void {
  const { db, lookups, rootOf } = vault
  const onError = (error: unknown) => void told.push(error)
  jobs = new Jobs({ repo: new JobsRepo(db), clock: systemClock, onError })
  scrub = createScrub({ db, clock: systemClock, lookups, jobs, rootOf, onError, bytesPerSecond, pace })
}

async function ended(job: Job): Promise<Job | null> {
  return jobs.settled(job.id, 50_000)
}

/** One bit, each time somewhere else, and nothing else tells: the rows follow the times, which cannot be set to the nanosecond from here. */
async function flip(paths: readonly string[]): Promise<void> {
  const steps = await Promise.all(
    paths.map(async (path, index) => {
      const file = await open(path, 'r+')
      const { size } = await file.stat()
      // The first byte, the last one, and whatever lies between.
      const at = Math.floor(((size - 1) * index) / Math.max(1, paths.length - 1))
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
      await file.write(Buffer.from([(buffer[0] ?? 0) ^ (1 << (index % 8))]), 0, 1, at)
      await file.close()
      const { ino, mtimeNs } = await stat(path, { bigint: true })
      return vault.db.build
        .updateTable('contents')
        .set({ mtime_ns: mtimeNs.toString() })
        .where('inode', '=', ino.toString())
    }),
  )
  await vault.db.commit(steps)
}

it('finds 200 of 200 flipped bytes, and nothing else', { timeout: 120_000 }, async () => {
  const names = Array.from({ length: 400 }, (_, index) => `file ${String(index).padStart(3, '0')}`)
  // Some are larger than what is read in one step.
  for (const [index, name] of names.entries()) {
    await vault.put(name, index % 40 < 2 ? Buffer.alloc(2_500_000, name) : `the content of ${name}`)
  }
  const rotten = names.filter((_, index) => index % 2 === 0)
  await flip(rotten.map((name) => join(vault.root, name)))
  await jobs.start()
  const job = await ended(await scrub.start())
  expect(job).toMatchObject({ state: 'done', result: { files: 400, skipped: 0, damagedCount: 200 } })
  const found = await scrub.state()
  expect(found.state?.damaged.map(({ path }) => path).sort()).toEqual(rotten)
  expect(found.state?.finishedAt).not.toBeNull()
  expect(told).toHaveLength(1)
})

it('looks at the trash and at older versions, by the names people know', async () => {
  await vault.put('letter.txt', 'first', { folder: ['Post'] })
  await vault.put('letter.txt', 'second', { folder: ['Post'], conflict: 'replace' })
  await vault.put('away.txt', 'away', { folder: ['Old'] })
  await vault.bulk({ action: 'trash', selector: { kind: 'ids', ids: [await vault.idOf('Old')] } })
  const [version] = await vault.db.read(vault.db.build.selectFrom('versions').select('stored_name'))
  const [trashed] = await vault.db.read(vault.db.build.selectFrom('trash').select('stored_name'))
  await flip([join(vault.root, version?.stored_name ?? ''), join(vault.root, trashed?.stored_name ?? '', 'away.txt')])
  await jobs.start()
  await ended(await scrub.start())
  const { damaged = [] } = (await scrub.state()).state ?? {}
  expect(damaged.map(({ part, path, place }) => `${place} ${part} ${path}`).sort()).toEqual([
    'family trash Old/away.txt',
    'family versions Post/letter.txt',
  ])
})

it('calls nothing damaged that somebody wrote to or took away', async () => {
  await vault.put('edited.txt', 'before')
  await vault.put('gone.txt', 'gone')
  await vault.put('whole.txt', 'whole')
  await writeFile(join(vault.root, 'edited.txt'), 'after!')
  await unlink(join(vault.root, 'gone.txt'))
  await jobs.start()
  expect(await ended(await scrub.start())).toMatchObject({ result: { files: 3, skipped: 2, damagedCount: 0 } })
})

it('goes on after a restart where it stood, and ends when it is cancelled', async () => {
  for (let i = 0; i < 20; i++) await vault.put(`file ${i}`, Buffer.alloc(50_000, i))
  await jobs.drain()
  await scrub.close()
  openJobs(500_000)
  await jobs.start()
  const job = await scrub.start()
  const underWay = async () => (await jobs.find(job.id))?.done ?? 0
  while ((await underWay()) < 100_000) await new Promise((resolve) => setTimeout(resolve, 10))
  await jobs.drain()
  await scrub.close()
  const stopped = (await scrub.state()).state
  expect(stopped?.finishedAt).toBeNull()
  expect(stopped?.files).toBeGreaterThan(0)
  expect(stopped?.files).toBeLessThan(20)

  openJobs()
  const seen: number[] = []
  jobs.onProgress(({ done }) => seen.push(done))
  await jobs.start()
  expect(await ended(job)).toMatchObject({ state: 'done', result: { files: 20, bytes: 1_000_000 } })
  expect((await scrub.state()).state?.startedAt).toBe(stopped?.startedAt)

  await jobs.drain()
  await scrub.close()
  openJobs(100_000)
  await jobs.start()
  const slow = await scrub.start()
  while ((await jobs.find(slow.id))?.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 10))
  await scrub.cancel()
  expect(await ended(slow)).toMatchObject({ state: 'cancelled' })
})

it('rests where it is while the background is paused, and reads nothing twice', async () => {
  for (let i = 0; i < 10; i++) await vault.put(`file ${i}`, Buffer.alloc(50_000, i))
  await jobs.drain()
  await scrub.close()
  let isPaused = false
  let takenBytes = 0
  const shared = new Pace({ bytesPerSecond: () => null, isPaused: () => isPaused, monotonic: () => performance.now() })
  const pause = (next: boolean) => {
    isPaused = next
    jobs.setPaused(next)
    shared.changed()
  }
  openJobs(1e9, async (bytes, signal) => {
    await shared.take(bytes, signal)
    takenBytes += bytes
    if (takenBytes === 200_000) pause(true)
  })
  await jobs.start()
  const job = await scrub.start()
  await expect.poll(() => isPaused, { timeout: 20_000 }).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await jobs.find(job.id)).toMatchObject({ state: 'running', attempts: 1 })
  expect(takenBytes).toBe(200_000)
  pause(false)
  expect(await ended(job)).toMatchObject({ state: 'done', attempts: 1, result: { files: 10, bytes: 500_000 } })
  expect(takenBytes).toBe(500_000)
})
