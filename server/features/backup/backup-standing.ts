import type { BackupRecord, StoredSettings } from './backup-records.ts'
import type { Snapshot } from './folder/backup-format.ts'
import { isStale } from './schedule.ts'

export type BackupWarning = 'failed' | 'incomplete' | 'stale' | 'unreachable'

/** What is to be known of backups without opening their page. */
export interface BackupStanding {
  /** `off`: no folder is set. */
  warning: BackupWarning | 'off' | null
  /** Of the newest complete snapshot, whoever wrote it; null: there is none, or its folder is not there. */
  newestAt: number | null
  /** What the last check of all files found, and, while another one runs, the one before. */
  damagedCount: number
}

export interface WarningFacts {
  settings: StoredSettings
  last: BackupRecord | null
  /** The newest first; null when the folder is not there. */
  snapshots: readonly Snapshot[] | null
  nowMs: number
}

/** The worst that is wrong with the backups, null when nothing is or none is wanted. */
export function warningOf({ settings, last, snapshots, nowMs }: WarningFacts): BackupWarning | null {
  if (settings.folder === null) return null
  if (snapshots === null) return 'unreachable'
  const newestMs = newestOf(snapshots)
  // A later run, by hand or by the command, mends it.
  if (last?.outcome === 'failed' && (newestMs ?? 0) < last.startedAt) return 'failed'
  if (isStale(settings.every, { newestMs, sinceMs: settings.sinceMs, nowMs })) return 'stale'
  return (snapshots[0]?.missing.length ?? 0) > 0 ? 'incomplete' : null
}

export function newestOf(snapshots: readonly Snapshot[] | null): number | null {
  const newest = snapshots?.[0]
  return newest === undefined ? null : Date.parse(newest.madeAt)
}
