import { isAbsolute, normalize } from 'node:path'
import type { BackupSettings, BackupsView, BackupTask } from '#lib/contracts/http/backups.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { JobId } from '#lib/core/ids/ids.ts'
import type { Doer } from '#server/auth/doer.ts'
import type { Clock } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { AuditService } from '#server/features/audit/audit.service.ts'
import { knownDamaged, type Scrub } from '#server/features/files/scrub.service.ts'
import { isOver, type Job, type JobControl } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import { type BackupRecord, BackupRecords, type StoredSettings } from './backup-records.ts'
import { type BackupStanding, newestOf, warningOf } from './backup-standing.ts'
import type { Snapshot } from './folder/backup-format.ts'
import { openBackupFolder } from './folder/open-backup-folder.ts'
import { readSnapshots } from './folder/read-snapshots.ts'
import { presentBackups } from './present-backups.ts'
import { checkHour, nextRun } from './schedule.ts'
import { type BackUpProgress, type BackUpRequest, type BackUpSummary, foldersOf, vaultIdOf } from './write/back-up.ts'

export type { BackupStanding }

export interface BackupDeps {
  db: Database
  clock: Clock
  jobs: Pick<Jobs, 'register' | 'enqueue' | 'find' | 'cancel' | 'isResting'>
  audit: AuditService
  scrub: Scrub
  dataPath: string
  program: string
  /** One with all that the vault reads on its own account; held while that is paused. */
  pace: TakePace
  /** Off the main thread. */
  runBackUp(
    request: BackUpRequest,
    control: { signal: AbortSignal; pace: TakePace; onProgress(progress: BackUpProgress): void },
  ): Promise<BackUpSummary>
  warn(message: string): void
  onError(error: unknown): void
}

/** Backups of this vault, and the check of all its files: by hand, or when they are due. */
export interface BackupService {
  view(): Promise<BackupsView>
  /** For those who ask often: the folder itself, whose disk may sleep, is looked into every ten minutes at most. */
  standing(): Promise<BackupStanding>
  /** @throws VaultError `invalid_path`, `backup_folder_*`, `backup_disk_full` when the folder will not do */
  change(patch: { [Key in keyof BackupSettings]?: BackupSettings[Key] | undefined }, doer: Doer): Promise<BackupsView>
  /** @throws VaultError `backup_off` */
  run(task: BackupTask, doer: Doer): Promise<BackupsView>
  cancel(task: BackupTask): Promise<BackupsView>
  /** Looks every minute whether something is due. @returns a function that ends it */
  startSchedule(): () => void
}

const BACKUP = 'backup'
const LOOK_EVERY_MS = 60_000
const MAX_NAMED = 50
const MAX_SHOWN = 30
const SEEN_IS_FRESH_MS = 10 * 60_000

/** Create it before the jobs start: it registers its kind. */
export function createBackupService(deps: BackupDeps): BackupService {
  const { db, clock, jobs, audit, scrub, dataPath } = deps
  const records = new BackupRecords(db)
  let latest: JobId | null = null
  let seen: { folder: string; snapshots: Promise<Snapshot[] | null>; atMs: number } | null = null

  jobs.register(BACKUP, {
    background: 'in place',
    parse: () => ({}),
    run: ({ id }, control) => runJob(id, control),
  })

  async function runJob(id: JobId, { signal, progress }: JobControl) {
    latest = id
    const startedAt = clock.now()
    try {
      const { folder, keep } = await records.settings()
      if (folder === null) throw new VaultError('backup_off')
      // Made ready when it was set: when it is empty now, its disk is not there.
      const request = { dataPath, folder, keep, program: deps.program, mustExist: true }
      const summary = await deps.runBackUp(request, {
        signal,
        pace: deps.pace,
        onProgress: ({ doneBytes, totalBytes }) => progress(doneBytes, totalBytes === 0 ? null : totalBytes),
      })
      await record(doneRecord(startedAt, clock.now(), summary))
      if (summary.missing.length > 0) deps.warn(`The backup left out ${summary.missing.length} files; see Backups.`)
      return { snapshot: summary.snapshot, files: summary.files, missing: summary.missing.length }
    } catch (error) {
      const code = error instanceof VaultError ? error.code : 'internal'
      // It goes on after the next start, and nothing has ended.
      if (code === 'shutting_down') throw error
      const isCancelled = signal.aborted
      await record(failedRecord(startedAt, clock.now(), isCancelled ? null : code))
      if (!isCancelled) deps.warn(`The backup failed (${code}); see Backups.`)
      throw error
    }
  }

  function lookInto(folder: string | null, maxAgeMs: number): Promise<Snapshot[] | null> {
    if (folder === null) return Promise.resolve([])
    const nowMs = clock.monotonic()
    if (seen?.folder !== folder || nowMs - seen.atMs >= maxAgeMs) {
      seen = { folder, snapshots: readSnapshots(folder, MAX_SHOWN), atMs: nowMs }
    }
    return seen.snapshots
  }

  async function record(next: BackupRecord): Promise<void> {
    const before = await records.last()
    await commitOrThrow(db, [
      records.putLast({ ...next, storedBytes: next.storedBytes ?? before?.storedBytes ?? null }),
    ])
    seen = null
  }

  async function runningJob(): Promise<Job | null> {
    const job = latest === null ? null : await jobs.find(latest)
    return job === null || isOver(job.state) ? null : job
  }

  async function start(doer?: Doer): Promise<void> {
    const actor = doer === undefined ? {} : { actor: { kind: doer.kind, id: doer.id } }
    latest = (await jobs.enqueue({ kind: BACKUP, payload: {}, dedupeKey: BACKUP, ...actor })).id
  }

  async function view(): Promise<BackupsView> {
    const [settings, last, check, job] = await Promise.all([
      records.settings(),
      records.last(),
      scrub.state(),
      runningJob(),
    ])
    const snapshots = await lookInto(settings.folder, 0)
    return presentBackups({
      ...{ settings, last, check, job, snapshots, nowMs: clock.now() },
      isResting: jobs.isResting(BACKUP),
    })
  }

  async function standing(): Promise<BackupStanding> {
    const [settings, last, check] = await Promise.all([records.settings(), records.last(), scrub.state()])
    const snapshots = await lookInto(settings.folder, SEEN_IS_FRESH_MS)
    const warning = warningOf({ settings, last, snapshots, nowMs: clock.now() })
    return {
      warning: settings.folder === null ? 'off' : warning,
      newestAt: newestOf(snapshots),
      damagedCount: knownDamaged(check.state),
    }
  }

  async function makeReady(folder: string): Promise<void> {
    if (!isAbsolute(folder)) throw new VaultError('invalid_path')
    const vaultId = await vaultIdOf(dataPath)
    await openBackupFolder({ folder, vaultId, forbidden: await foldersOf(dataPath, db) })
  }

  async function startDue(): Promise<void> {
    const settings = await records.settings()
    const [last, check] = [await records.last(), await scrub.state()]
    const now = clock.now()
    const isWanted = settings.folder !== null && isDue(settings, last?.startedAt ?? null, now)
    if (isWanted && (await runningJob()) === null) await start()
    const checked = { every: settings.check, hour: checkHour(settings), sinceMs: settings.sinceMs }
    const isChecking = check.job !== null && !isOver(check.job.state)
    if (!isChecking && isDue(checked, check.state?.startedAt ?? null, now)) await scrub.start()
  }

  return {
    view,
    standing,
    async change(patch, doer) {
      const before = await records.settings()
      const changed = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
      const next: StoredSettings = { ...before, ...changed }
      if (next.folder !== null) next.folder = normalize(next.folder)
      if (next.folder !== null && next.folder !== before.folder) await makeReady(next.folder)
      const isOtherTime = (['every', 'hour', 'check', 'folder'] as const).some((key) => next[key] !== before[key])
      if (isOtherTime) next.sinceMs = clock.now()
      await commitOrThrow(db, [
        records.putSettings(next),
        audit.step({
          doer,
          action: 'settings.changed',
          target: { kind: 'vault', id: null },
          details: { backup: changed },
        }),
      ])
      return view()
    },
    async run(task, doer) {
      if (task === 'check') await scrub.start({ kind: doer.kind, id: doer.id })
      else if ((await records.settings()).folder === null) throw new VaultError('backup_off')
      else await start(doer)
      return view()
    },
    async cancel(task) {
      if (task === 'check') await scrub.cancel()
      else {
        const job = await runningJob()
        if (job !== null) await jobs.cancel(job.id)
      }
      return view()
    },
    startSchedule() {
      const look = () => void startDue().catch(deps.onError)
      const timer = setInterval(look, LOOK_EVERY_MS).unref()
      return () => clearInterval(timer)
    },
  }
}

function isDue(
  settings: { every: BackupSettings['every']; hour: number; sinceMs: number },
  lastMs: number | null,
  now: number,
): boolean {
  const next = nextRun(settings, { lastMs, sinceMs: settings.sinceMs })
  return next !== null && next <= now
}

function doneRecord(startedAt: number, finishedAt: number, summary: BackUpSummary): BackupRecord {
  return {
    ...{ startedAt, finishedAt, outcome: summary.missing.length > 0 ? 'incomplete' : 'done', code: null },
    ...{ files: summary.files, bytes: summary.bytes, newBytes: summary.newBytes, storedBytes: summary.storedBytes },
    missingCount: summary.missing.length,
    missing: summary.missing.slice(0, MAX_NAMED).map(({ room, path, reason }) => ({ path: `${room}/${path}`, reason })),
  }
}

/** @param code null when somebody cancelled it */
function failedRecord(startedAt: number, finishedAt: number, code: string | null): BackupRecord {
  return {
    ...{ startedAt, finishedAt, outcome: code === null ? 'cancelled' : 'failed', code },
    ...{ files: 0, bytes: 0, newBytes: 0, storedBytes: null, missingCount: 0, missing: [] },
  }
}
