import { statfs } from 'node:fs/promises'
import type { Overview, VaultWarning } from '#lib/contracts/http/admin.ts'
import type { Database } from '#server/db/database.ts'
import type { BackupStanding } from '#server/features/backup/backup.service.ts'
import { findWarnings } from './find-warnings.ts'
import { createLastKnown } from './last-known.ts'

export interface OverviewDeps {
  readonly db: Database
  readonly dataPath: string
  readonly now: () => number
  readonly monotonic: () => number
  readonly startedAt: number
  readonly versions: Overview['versions']
  readonly configWarnings: readonly string[]
  readonly freeSpaceFloorBytes: () => number
  readonly online: () => Promise<Overview['people']>
  readonly transfers: () => Overview['transfers']
  readonly jobCounts: () => Promise<Overview['jobs']>
  readonly pictures: () => Promise<Overview['pictures']>
  readonly isPaused: () => boolean
  /** Null without https. */
  readonly certificateEndsAt: () => number | null
  /** Whether lines of the log get to the disk. */
  readonly logTrouble: () => Error | null
  readonly backups: () => Promise<BackupStanding>
  readonly onError: (error: unknown) => void
}

export interface OverviewService {
  /** How the vault stands, in one answer; a few sums that triggers and indexes keep cheap. */
  overview(): Promise<Overview>
  /**
   * What needs a look, for those who ask often: at most ten seconds old, and never late. Null: nobody could look yet.
   */
  warnings(): Promise<VaultWarning[] | null>
}

const MAX_TRANSFERS = 50

export function createOverview(deps: OverviewDeps): OverviewService {
  const { db, dataPath } = deps

  async function lookForWarnings(known: { freeBytes: number; jobs: Overview['jobs'] }): Promise<VaultWarning[]> {
    return findWarnings({
      now: deps.now(),
      freeBytes: known.freeBytes,
      floorBytes: deps.freeSpaceFloorBytes(),
      certificateEndsAt: deps.certificateEndsAt(),
      logTrouble: deps.logTrouble(),
      failedJobs: known.jobs.failed,
      isPaused: deps.isPaused(),
      configWarnings: deps.configWarnings,
      backups: await deps.backups(),
    })
  }

  const recent = createLastKnown({
    read: async () => {
      const [{ freeBytes }, jobs] = await Promise.all([lookAtSpace(dataPath), deps.jobCounts()])
      return lookForWarnings({ freeBytes, jobs })
    },
    ...{ monotonic: deps.monotonic, onError: deps.onError },
  })

  return {
    warnings: recent,
    async overview() {
      const [space, kept, jobs, people, pictures] = await Promise.all([
        lookAtSpace(dataPath),
        sumsOf(db),
        deps.jobCounts(),
        deps.online(),
        deps.pictures(),
      ])
      const transfers = deps.transfers()
      const speed = (direction: 'up' | 'down') =>
        transfers.reduce((sum, one) => sum + (one.direction === direction ? one.bytesPerSecond : 0), 0)
      return {
        now: deps.now(),
        startedAt: deps.startedAt,
        versions: deps.versions,
        memoryBytes: process.memoryUsage.rss(),
        disk: { path: dataPath, ...space, ...kept },
        people,
        transfers: transfers.slice(0, MAX_TRANSFERS),
        upPerSecond: speed('up'),
        downPerSecond: speed('down'),
        jobs,
        pictures,
        certificateEndsAt: deps.certificateEndsAt(),
        warnings: await lookForWarnings({ freeBytes: space.freeBytes, jobs }),
      }
    },
  }
}

async function lookAtSpace(dataPath: string) {
  const { bsize, blocks, bavail } = await statfs(dataPath)
  return { totalBytes: bsize * blocks, freeBytes: bsize * bavail }
}

async function sumsOf(db: Database) {
  const { build } = db
  const [rooms, trash, versions, unfinished] = await db.readTogether([
    build.selectFrom('usage_totals').select((row) => row.fn.sum<number | null>('size_bytes').as('sum')),
    build.selectFrom('trash').select((row) => row.fn.sum<number | null>('size_bytes').as('sum')),
    build.selectFrom('versions').select((row) => row.fn.sum<number | null>('size_bytes').as('sum')),
    build
      .selectFrom('uploads')
      .select((row) => row.fn.sum<number | null>('offset_bytes').as('sum'))
      .where('state', 'in', ['open', 'finishing']),
  ])
  return {
    roomsBytes: rooms[0]?.sum ?? 0,
    trashBytes: trash[0]?.sum ?? 0,
    versionsBytes: versions[0]?.sum ?? 0,
    unfinishedBytes: unfinished[0]?.sum ?? 0,
  }
}
