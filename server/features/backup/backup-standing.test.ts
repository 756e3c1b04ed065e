import { expect, it } from 'vitest'
import { type BackupRecord, DEFAULTS } from './backup-records.ts'
import { newestOf, type WarningFacts, warningOf } from './backup-standing.ts'
import { FORMAT, type Snapshot } from './folder/backup-format.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 21)
const SETTINGS = { ...DEFAULTS, folder: '/mnt/usb/hearth', every: 'day', sinceMs: NOW - 90 * DAY_MS } as const

function snapshot(ageDays: number, missing: Snapshot['missing'] = []): Snapshot {
  const madeAt = new Date(NOW - ageDays * DAY_MS).toISOString()
  return {
    ...{ format: FORMAT, name: madeAt, vaultId: 'v', vaultName: 'Home', program: 'test', startedAt: madeAt, madeAt },
    ...{ files: 1, bytes: 1, newBytes: 1, missing, sums: {} },
  }
}

const failed = (ageDays: number): BackupRecord => ({
  ...{ startedAt: NOW - ageDays * DAY_MS, finishedAt: NOW - ageDays * DAY_MS, outcome: 'failed', code: 'internal' },
  ...{ files: 0, bytes: 0, newBytes: 0, storedBytes: null, missingCount: 0, missing: [] },
})

const cases: [what: string, facts: Partial<WarningFacts>, wanted: ReturnType<typeof warningOf>][] = [
  ['nothing when no backup is wanted', { settings: DEFAULTS, snapshots: [] }, null],
  ['nothing when the newest one is whole and fresh', { snapshots: [snapshot(1), snapshot(9)] }, null],
  ['a folder that is not there', { snapshots: null }, 'unreachable'],
  ['a failure that nothing came after', { snapshots: [snapshot(1)], last: failed(0.5) }, 'failed'],
  ['no failure that a later run mended', { snapshots: [snapshot(0.2)], last: failed(0.5) }, null],
  ['a newest one older than twice its interval', { snapshots: [snapshot(2.1)] }, 'stale'],
  ['that there never was one', { snapshots: [] }, 'stale'],
  [
    'what the newest one lacks',
    { snapshots: [snapshot(1, [{ room: 'a', path: 'b', reason: 'missing' }])] },
    'incomplete',
  ],
  [
    'nothing of what an older one lacked',
    { snapshots: [snapshot(0), snapshot(1, [{ room: 'a', path: 'b', reason: 'missing' }])] },
    null,
  ],
  ['a month without one by hand', { settings: { ...SETTINGS, every: 'off' }, snapshots: [snapshot(31)] }, 'stale'],
]

it.each(cases)('tells %s', (_what, facts, wanted) => {
  expect(warningOf({ settings: SETTINGS, last: null, snapshots: [], nowMs: NOW, ...facts })).toBe(wanted)
})

it('knows the age of the newest, and that there is none', () => {
  expect(newestOf([snapshot(1), snapshot(2)])).toBe(NOW - DAY_MS)
  expect(newestOf([])).toBeNull()
  expect(newestOf(null)).toBeNull()
})
