import type { VaultWarning } from '#lib/contracts/http/admin.ts'
import type { BackupStanding } from '#server/features/backup/backup.service.ts'

export interface WarningFacts {
  readonly now: number
  readonly freeBytes: number
  readonly floorBytes: number
  readonly certificateEndsAt: number | null
  readonly logTrouble: Error | null
  readonly failedJobs: number
  readonly isPaused: boolean
  readonly configWarnings: readonly string[]
  readonly backups: BackupStanding
}

const DAY_MS = 86_400_000
/** An own certificate is made anew 30 days before its end, so a shorter time means that something hinders that. */
const CERTIFICATE_DAYS = 21
/** Above the floor at which uploads are refused. */
const LOW_BYTES = 5e9

/** What needs a look, the worst first. */
export function findWarnings(facts: WarningFacts): VaultWarning[] {
  const warnings: VaultWarning[] = []
  const add = (code: VaultWarning['code'], number: number | null = null, text = ''): void => {
    warnings.push({ code, text, number })
  }
  const { freeBytes, floorBytes, backups, now } = facts
  if (backups.damagedCount > 0) add('files_damaged', backups.damagedCount)
  if (freeBytes < floorBytes) add('disk_full', freeBytes)
  else if (freeBytes < floorBytes + LOW_BYTES) add('disk_low', freeBytes)
  if (facts.certificateEndsAt !== null) {
    const days = Math.floor((facts.certificateEndsAt - now) / DAY_MS)
    if (days < 0) add('certificate_ended', -days)
    else if (days < CERTIFICATE_DAYS) add('certificate_ends', days)
  }
  if (facts.logTrouble !== null) add('log_trouble', null, facts.logTrouble.message)
  if (backups.warning !== null) add(`backup_${backups.warning}`, daysSince(backups.newestAt, now))
  if (facts.failedJobs > 0) add('jobs_failed', facts.failedJobs)
  if (facts.isPaused) add('jobs_paused')
  for (const text of facts.configWarnings) add('config', null, text)
  return warnings
}

const daysSince = (at: number | null, now: number) => (at === null ? null : Math.floor((now - at) / DAY_MS))
