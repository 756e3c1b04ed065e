import { access, mkdir, readdir, readlink, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SYSTEM } from '#server/auth/doer.ts'
import { systemClock } from '#server/clock.ts'
import { openDatabaseFile } from '#server/db/sqlite/database-file.ts'
import { createAuditService } from '#server/features/audit/audit.service.ts'
import { JobsRepo } from '#server/jobs/jobs.repo.ts'
import { Jobs } from '#server/jobs/jobs.service.ts'
import { Pace, type TakePace, unhurried } from '#server/jobs/pace.ts'
import { createScrub, type Scrub } from '../files/scrub.service.ts'
import { createStoredFiles } from '../files/stored-files.service.ts'
import { openTestFiles, type TestFiles } from '../files/testing/test-files.ts'
import { type BackupService, createBackupService } from './backup.service.ts'
import { flipSilently } from './testing/flip-silently.ts'
import { openTestBackup, type TestBackup } from './testing/test-backup.ts'
import { backUp } from './write/back-up.ts'

let vault: TestFiles
let backup: TestBackup
let jobs: Jobs
let scrub: Scrub
let backups: BackupService
let aheadMs: number
let warned: string[]
/** Between the copy of the database and the files. */
let between: () => Promise<void>
let pace: TakePace

beforeEach(async () => {
  vault = await openTestFiles()
  backup = await openTestBackup(vault.test.dataFolder)
  aheadMs = 0
  warned = []
  between = async () => {}
  pace = unhurried
  const { db, lookups, rootOf, errors } = vault
  const clock = { ...systemClock, now: () => Date.now() + aheadMs }
  const onError = (error: unknown) => void errors.push(error)
  jobs = new Jobs({ repo: new JobsRepo(db), clock, onError, afterFailure: () => ({ kind: 'fail' }) })
  scrub = createScrub({ db, clock, lookups, jobs, rootOf, onError })
  backups = createBackupService({
    ...{ db, clock, jobs, scrub, onError, audit: createAuditService({ db, clock }), program: 'test' },
    dataPath: vault.test.dataFolder,
    pace: (bytes, signal) => pace(bytes, signal),
    warn: (message) => void warned.push(message),
    runBackUp: (request, control) =>
      backUp(request, {
        ...control,
        afterDatabase: () => between(),
        openDatabase: openDatabaseFile,
        stored: createStoredFiles(),
        now: clock.now,
      }),
  })
  await jobs.start()
  await vault.put('a.txt', 'a')
})

afterEach(async () => {
  vi.useRealTimers()
  await jobs.drain()
  await scrub.close()
  await vault.remove()
  await backup.remove()
})

const idle = async () => {
  await expect.poll(async () => (await backups.view()).running, { timeout: 30_000 }).toBeNull()
  return backups.view()
}

it('is off until somebody names a folder, which is made ready at once', async () => {
  expect(await backups.view()).toMatchObject({
    settings: { folder: null, every: 'off', hour: 3, keep: 7, check: 'off' },
    ...{ nextAt: null, last: null, snapshots: [], warning: null },
  })
  await expect(backups.run('backup', SYSTEM)).rejects.toMatchObject({ code: 'backup_off' })
  expect(await backups.standing()).toEqual({ warning: 'off', newestAt: null, damagedCount: 0 })
  await backups.change({ folder: backup.folder, every: 'day' }, SYSTEM)
  await access(join(backup.folder, 'hearth-backup.json'))
  const { nextAt, warning } = await backups.view()
  expect(new Date(nextAt ?? 0).getHours()).toBe(3)
  expect(warning).toBeNull()
})

const refused: [what: string, code: string, folder: () => Promise<string> | string][] = [
  ['a path without a beginning', 'invalid_path', () => 'backup'],
  ['a room', 'backup_folder_inside', () => join(vault.root, 'backup')],
  [
    'a folder of somebody',
    'backup_folder_foreign',
    async () => {
      await mkdir(backup.folder)
      await writeFile(join(backup.folder, 'x'), '')
      return backup.folder
    },
  ],
]

it.each(refused)('refuses %s, and stays as it was', async (_what, code, folder) => {
  await expect(backups.change({ folder: await folder() }, SYSTEM)).rejects.toMatchObject({ code })
  expect((await backups.view()).settings.folder).toBeNull()
})

it('backs up by hand, and shows what lies in the folder, whoever wrote it', async () => {
  await backups.change({ folder: backup.folder }, SYSTEM)
  await backups.run('backup', SYSTEM)
  expect(await idle()).toMatchObject({
    last: { outcome: 'done', files: 1, newBytes: 1 },
    storedBytes: 1,
    warning: null,
  })
  await backup.backUp()
  expect((await backups.view()).snapshots).toHaveLength(2)
})

it('says in words what is wrong, until a later run mends it', async () => {
  await backups.change({ folder: backup.folder, every: 'day' }, SYSTEM)
  await rename(backup.folder, `${backup.folder} unplugged`)
  await backups.run('backup', SYSTEM)
  expect(await idle()).toMatchObject({
    last: { outcome: 'failed', code: 'backup_folder_missing' },
    ...{ snapshots: null, warning: 'unreachable' },
  })
  // Nothing was written where the disk is to be.
  await expect(access(backup.folder)).rejects.toThrow()
  expect(warned).toEqual(['The backup failed (backup_folder_missing); see Backups.'])
  await rename(`${backup.folder} unplugged`, backup.folder)
  expect((await backups.view()).warning).toBe('failed')
  await backups.run('backup', SYSTEM)
  expect((await idle()).warning).toBeNull()
  const { newestAt } = await backups.standing()
  expect(newestAt).toBe((await backups.view()).snapshots?.[0]?.madeAt)
  aheadMs = 3 * 86_400_000
  expect((await backups.view()).warning).toBe('stale')
  expect(await backups.standing()).toEqual({ warning: 'stale', newestAt, damagedCount: 0 })
})

it('names what is not in a snapshot', async () => {
  await vault.put('lost.txt', 'lost')
  await rm(join(vault.root, 'lost.txt'))
  await backups.change({ folder: backup.folder }, SYSTEM)
  await backups.run('backup', SYSTEM)
  expect(await idle()).toMatchObject({
    last: { outcome: 'incomplete', missing: [{ path: 'family/lost.txt', reason: 'missing' }] },
    ...{ warning: 'incomplete', snapshots: [{ missingCount: 1 }] },
  })
})

it('knows of damaged files without anybody opening the page, until a check finds none', async () => {
  const check = async () => {
    await backups.run('check', SYSTEM)
    await expect.poll(async () => (await backups.view()).check.running, { timeout: 30_000 }).toBeNull()
  }
  await flipSilently(join(vault.root, 'a.txt'), vault.db)
  await check()
  expect(await backups.standing()).toMatchObject({ damagedCount: 1 })
  vault.errors.length = 0
  await flipSilently(join(vault.root, 'a.txt'), vault.db)
  await check()
  expect(await backups.standing()).toMatchObject({ damagedCount: 0 })
})

it('runs by itself when it is due, and checks the files when that is due', { timeout: 120_000 }, async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  await backups.change({ folder: backup.folder, every: 'day', check: 'week' }, SYSTEM)
  const stop = backups.startSchedule()
  vi.advanceTimersByTime(60_000)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await backups.view()).toMatchObject({ last: null, running: null })
  aheadMs = 86_400_000
  const { nextAt, check } = await backups.view()
  expect(nextAt).toBeLessThan(Date.now() + aheadMs)
  expect(check.nextAt).toBeLessThan(Date.now() + aheadMs)
  vi.advanceTimersByTime(60_000)
  await expect.poll(async () => (await backups.view()).last?.outcome, { timeout: 30_000 }).toBe('done')
  await expect
    .poll(async () => (await backups.view()).check.last?.finishedAt ?? null, { timeout: 30_000 })
    .not.toBeNull()
  expect((await backups.view()).check.last).toMatchObject({ files: 1, damagedCount: 0 })
  expect((await backups.view()).nextAt).toBeGreaterThan(Date.now() + aheadMs)
  stop()
})

it('ends a backup that somebody cancels, and says so', async () => {
  await backups.change({ folder: backup.folder }, SYSTEM)
  let goOn = () => {}
  const begun = new Promise<void>((resolve) => {
    between = () => {
      resolve()
      return new Promise<void>((go) => {
        goOn = go
      })
    }
  })
  await backups.run('backup', SYSTEM)
  await begun
  await backups.cancel('backup')
  goOn()
  await expect.poll(async () => (await backups.view()).last?.outcome, { timeout: 30_000 }).toBe('cancelled')
  expect((await backups.view()).snapshots).toEqual([])
})

it('rests where it is while the background is paused, lets go of its disk, and reads nothing twice', async () => {
  const sizes = [3_000_000, 1_500_000, 500_000]
  for (const [index, size] of sizes.entries()) await vault.put(`film ${index}`, Buffer.alloc(size, index))
  let isPaused = false
  const taken: number[] = []
  const takenBytes = () => taken.slice(1).reduce((sum, bytes) => sum + bytes, 0)
  const shared = new Pace({ bytesPerSecond: () => null, isPaused: () => isPaused, monotonic: () => performance.now() })
  let wasPaused = false
  const pause = (next: boolean) => {
    wasPaused = true
    isPaused = next
    jobs.setPaused(next)
    shared.changed()
  }
  pace = async (bytes, signal) => {
    await shared.take(bytes, signal)
    taken.push(bytes)
    // In the middle of files.
    if (takenBytes() > 2_500_000 && !wasPaused) pause(true)
  }
  await backups.change({ folder: backup.folder }, SYSTEM)
  await backups.run('backup', SYSTEM)
  await expect.poll(async () => (await backups.view()).resting, { timeout: 30_000 }).toBe(true)
  const [held] = await jobs.list({ limit: 1 })
  expect(held).toMatchObject({ kind: 'backup', state: 'running', attempts: 1 })
  // The disk can be unplugged, and is back before it goes on.
  await expect.poll(() => openBelow(backup.folder), { timeout: 10_000 }).toEqual([])
  await rename(backup.folder, `${backup.folder} unplugged`)
  await rename(`${backup.folder} unplugged`, backup.folder)
  expect((await jobs.list({ limit: 1 }))[0]).toMatchObject({ state: 'running' })
  expect(takenBytes()).toBeLessThan(5_000_000)
  pause(false)
  expect(await idle()).toMatchObject({ resting: false, last: { outcome: 'done', files: 4, newBytes: 5_000_001 } })
  // The copy of the database counts as well, before all files.
  expect(taken[0]).toBeGreaterThan(50_000)
  expect(takenBytes()).toBe(5_000_001)
  expect(await backup.verify()).toMatchObject({ damagedObjects: [], damagedFiles: [] })
  expect(await jobs.list({ limit: 5 })).toMatchObject([{ state: 'done', attempts: 1 }])
})

/** What this process has open there; where the system does not say, nothing. */
async function openBelow(folder: string): Promise<string[]> {
  const names = await readdir('/proc/self/fd').catch(() => [])
  const paths = await Promise.all(names.map((name) => readlink(join('/proc/self/fd', name)).catch(() => '')))
  return paths.filter((path) => path.startsWith(folder))
}

it('does not begin while the background is paused', async () => {
  await backups.change({ folder: backup.folder }, SYSTEM)
  jobs.setPaused(true)
  await backups.run('backup', SYSTEM)
  expect(await backups.view()).toMatchObject({ resting: true, running: { done: 0 } })
  jobs.setPaused(false)
  expect(await idle()).toMatchObject({ last: { outcome: 'done' } })
})
