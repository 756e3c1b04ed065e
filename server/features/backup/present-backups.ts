import type { BackupsView } from '#lib/contracts/http/backups.ts'
import type { Scrub } from '#server/features/files/scrub.service.ts'
import { isOver, type Job } from '#server/jobs/job.ts'
import type { BackupRecord, StoredSettings } from './backup-records.ts'
import type { Snapshot } from './folder/backup-format.ts'
import { readHead } from './folder/open-backup-folder.ts'
import { listSnapshots, readSnapshot } from './folder/snapshots.ts'
import { checkHour, isStale, nextRun } from './schedule.ts'

export interface BackupsState {
  settings: StoredSettings
  last: BackupRecord | null
  check: Awaited<ReturnType<Scrub['state']>>
  /** Queued or running. */
  job: Job | null
  nowMs: number
}

const MAX_SHOWN = 30
const MAX_DAMAGED = 100

export async function presentBackups(state: BackupsState): Promise<BackupsView> {
  const { settings, last, check, job, nowMs } = state
  const { sinceMs, ...shown } = settings
  const snapshots = settings.folder === null ? [] : await readSnapshots(settings.folder)
  const checking = check.job !== null && !isOver(check.job.state) ? check.job : null
  const checkTimes = { lastMs: check.state?.startedAt ?? null, sinceMs }
  return {
    settings: shown,
    nextAt: settings.folder === null ? null : nextRun(settings, { lastMs: last?.startedAt ?? null, sinceMs }),
    running: job && { done: job.done, total: job.total },
    last: last && {
      at: last.finishedAt,
      outcome: last.outcome,
      code: last.code,
      files: last.files,
      sizeBytes: last.bytes,
      newBytes: last.newBytes,
      missingCount: last.missingCount,
      missing: last.missing,
    },
    storedBytes: last?.storedBytes ?? null,
    snapshots: snapshots?.map(presentSnapshot) ?? null,
    warning: warningOf(state, snapshots, nowMs),
    check: {
      nextAt: nextRun({ every: settings.check, hour: checkHour(settings) }, checkTimes),
      running: checking && { done: checking.done, total: checking.total },
      last: check.state && {
        startedAt: check.state.startedAt,
        finishedAt: check.state.finishedAt,
        files: check.state.files,
        sizeBytes: check.state.bytes,
        skipped: check.state.skipped,
        damagedCount: check.state.damagedCount,
        damaged: check.state.damaged
          .slice(0, MAX_DAMAGED)
          .map(({ place, path, part, sizeBytes, sha256 }) => ({ place, path, part, sizeBytes, sha256 })),
      },
    },
  }
}

/** The newest first; null when the folder is not there. What lies there counts, whoever wrote it. */
async function readSnapshots(folder: string): Promise<Snapshot[] | null> {
  try {
    if ((await readHead(folder)) === null) return null
    const names = (await listSnapshots(folder)).reverse().slice(0, MAX_SHOWN)
    const read = await Promise.allSettled(names.map((name) => readSnapshot(folder, name)))
    return read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  } catch {
    return null
  }
}

function presentSnapshot({ name, madeAt, files, bytes, newBytes, missing }: Snapshot) {
  return { name, madeAt: Date.parse(madeAt), files, sizeBytes: bytes, newBytes, missingCount: missing.length }
}

function warningOf(
  { settings, last }: BackupsState,
  snapshots: Snapshot[] | null,
  nowMs: number,
): BackupsView['warning'] {
  if (settings.folder === null) return null
  if (snapshots === null) return 'unreachable'
  const newest = snapshots[0]
  const newestMs = newest === undefined ? null : Date.parse(newest.madeAt)
  // A later run, by hand or by the command, mends it.
  if (last?.outcome === 'failed' && (newestMs ?? 0) < last.startedAt) return 'failed'
  if (isStale(settings.every, { newestMs, sinceMs: settings.sinceMs, nowMs })) return 'stale'
  return newest !== undefined && newest.missing.length > 0 ? 'incomplete' : null
}
