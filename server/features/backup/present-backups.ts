import type { BackupsView } from '#lib/contracts/http/backups.ts'
import type { Scrub } from '#server/features/files/scrub.service.ts'
import { isOver, type Job } from '#server/jobs/job.ts'
import type { BackupRecord, StoredSettings } from './backup-records.ts'
import { warningOf } from './backup-standing.ts'
import type { Snapshot } from './folder/backup-format.ts'
import { checkHour, nextRun } from './schedule.ts'

export interface BackupsState {
  settings: StoredSettings
  last: BackupRecord | null
  check: Awaited<ReturnType<Scrub['state']>>
  /** Queued or running. */
  job: Job | null
  /** The newest first; null when the folder is not there. */
  snapshots: Snapshot[] | null
  nowMs: number
  /** The pause of the background holds them. */
  isResting: boolean
}

const MAX_DAMAGED = 100

export function presentBackups(state: BackupsState): BackupsView {
  const { settings, last, check, job, snapshots } = state
  const { sinceMs, ...shown } = settings
  const checking = check.job !== null && !isOver(check.job.state) ? check.job : null
  const checkTimes = { lastMs: check.state?.startedAt ?? null, sinceMs }
  return {
    settings: shown,
    nextAt: settings.folder === null ? null : nextRun(settings, { lastMs: last?.startedAt ?? null, sinceMs }),
    resting: state.isResting,
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
    warning: warningOf(state),
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

function presentSnapshot({ name, madeAt, files, bytes, newBytes, missing }: Snapshot) {
  return { name, madeAt: Date.parse(madeAt), files, sizeBytes: bytes, newBytes, missingCount: missing.length }
}
