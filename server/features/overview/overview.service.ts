import { statfs } from 'node:fs/promises'
import type { Overview, VaultWarning } from '#lib/contracts/http/admin.ts'
import type { Database } from '#server/db/database.ts'

export interface OverviewDeps {
  readonly db: Database
  readonly dataPath: string
  readonly now: () => number
  readonly startedAt: number
  readonly versions: Overview['versions']
  readonly configWarnings: readonly string[]
  readonly freeSpaceFloorBytes: () => number
  readonly online: () => Promise<Overview['people']>
  readonly transfers: () => Overview['transfers']
  readonly jobCounts: () => Promise<Overview['jobs']>
  readonly isPaused: () => boolean
  /** Null without https. */
  readonly certificateEndsAt: () => number | null
  /** Whether lines of the log get to the disk. */
  readonly logTrouble: () => Error | null
}

const DAY_MS = 86_400_000
/** An own certificate is made anew 30 days before its end, so a shorter time means that something hinders that. */
const CERTIFICATE_DAYS = 21
/** Above the floor at which uploads are refused. */
const LOW_BYTES = 5e9
const MAX_TRANSFERS = 50

/** How the vault stands, in one answer; a few sums that triggers and indexes keep cheap. */
export function createOverview(deps: OverviewDeps): () => Promise<Overview> {
  return async () => {
    const [disk, jobs, people] = await Promise.all([lookAtDisk(deps), deps.jobCounts(), deps.online()])
    const transfers = deps.transfers()
    const speed = (direction: 'up' | 'down') =>
      transfers.reduce((sum, one) => sum + (one.direction === direction ? one.bytesPerSecond : 0), 0)
    const facts = {
      now: deps.now(),
      startedAt: deps.startedAt,
      versions: deps.versions,
      memoryBytes: process.memoryUsage.rss(),
      disk,
      people,
      transfers: transfers.slice(0, MAX_TRANSFERS),
      upPerSecond: speed('up'),
      downPerSecond: speed('down'),
      jobs,
      certificateEndsAt: deps.certificateEndsAt(),
    }
    return { ...facts, warnings: findWarnings(deps, facts) }
  }
}

async function lookAtDisk({ db, dataPath }: OverviewDeps): Promise<Overview['disk']> {
  const { build } = db
  const [{ bsize, blocks, bavail }, [rooms, trash, versions, unfinished]] = await Promise.all([
    statfs(dataPath),
    db.readTogether([
      build.selectFrom('usage_totals').select((row) => row.fn.sum<number | null>('size_bytes').as('sum')),
      build.selectFrom('trash').select((row) => row.fn.sum<number | null>('size_bytes').as('sum')),
      build.selectFrom('versions').select((row) => row.fn.sum<number | null>('size_bytes').as('sum')),
      build
        .selectFrom('uploads')
        .select((row) => row.fn.sum<number | null>('offset_bytes').as('sum'))
        .where('state', 'in', ['open', 'finishing']),
    ]),
  ])
  return {
    path: dataPath,
    totalBytes: bsize * blocks,
    freeBytes: bsize * bavail,
    roomsBytes: rooms[0]?.sum ?? 0,
    trashBytes: trash[0]?.sum ?? 0,
    versionsBytes: versions[0]?.sum ?? 0,
    unfinishedBytes: unfinished[0]?.sum ?? 0,
  }
}

/** What needs a look, the worst first. */
function findWarnings(deps: OverviewDeps, facts: Omit<Overview, 'warnings'>): VaultWarning[] {
  const warnings: VaultWarning[] = []
  const add = (code: VaultWarning['code'], number: number | null = null, text = ''): void => {
    warnings.push({ code, text, number })
  }
  const { freeBytes } = facts.disk
  const floorBytes = deps.freeSpaceFloorBytes()
  if (freeBytes < floorBytes) add('disk_full', freeBytes)
  else if (freeBytes < floorBytes + LOW_BYTES) add('disk_low', freeBytes)
  if (facts.certificateEndsAt !== null) {
    const days = Math.floor((facts.certificateEndsAt - facts.now) / DAY_MS)
    if (days < 0) add('certificate_ended', -days)
    else if (days < CERTIFICATE_DAYS) add('certificate_ends', days)
  }
  if (deps.logTrouble() !== null) add('log_trouble', null, deps.logTrouble()?.message)
  if (facts.jobs.failed > 0) add('jobs_failed', facts.jobs.failed)
  if (deps.isPaused()) add('jobs_paused')
  for (const text of deps.configWarnings) add('config', null, text)
  return warnings
}
