import { expect, it } from 'vitest'
import { findWarnings, type WarningFacts } from './find-warnings.ts'

const DAY_MS = 86_400_000
const NOW = 1_000 * DAY_MS
const WELL: WarningFacts = {
  ...{ now: NOW, freeBytes: 1e12, floorBytes: 1e9, certificateEndsAt: null, logTrouble: null, failedJobs: 0 },
  ...{ isPaused: false, configWarnings: [] },
  backups: { warning: null, newestAt: NOW - DAY_MS, damagedCount: 0 },
}
const ofBackups = (backups: Partial<WarningFacts['backups']>) => ({ backups: { ...WELL.backups, ...backups } })

const cases: [what: string, facts: Partial<WarningFacts>, wanted: [code: string, number: number | null][]][] = [
  ['nothing when all is well', {}, []],
  ['that there is no backup', ofBackups({ warning: 'off', newestAt: null }), [['backup_off', null]]],
  [
    'how old the newest snapshot is',
    ofBackups({ warning: 'stale', newestAt: NOW - 9.5 * DAY_MS }),
    [['backup_stale', 9]],
  ],
  ['that the last backup failed', ofBackups({ warning: 'failed', newestAt: null }), [['backup_failed', null]]],
  [
    'how many files are damaged, before all else',
    { ...ofBackups({ damagedCount: 3 }), freeBytes: 1 },
    [
      ['files_damaged', 3],
      ['disk_full', 1],
    ],
  ],
  ['that the disk is almost full', { freeBytes: 2e9 }, [['disk_low', 2e9]]],
  ['that the certificate ends, and ended', { certificateEndsAt: NOW + 5 * DAY_MS }, [['certificate_ends', 5]]],
  ['since when it has ended', { certificateEndsAt: NOW - 2 * DAY_MS }, [['certificate_ended', 2]]],
  [
    'failed jobs and the pause',
    { failedJobs: 2, isPaused: true },
    [
      ['jobs_failed', 2],
      ['jobs_paused', null],
    ],
  ],
]

it.each(cases)('tells %s', (_what, facts, wanted) => {
  expect(findWarnings({ ...WELL, ...facts }).map(({ code, number }) => [code, number])).toEqual(wanted)
})
