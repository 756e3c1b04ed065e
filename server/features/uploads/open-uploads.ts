import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { Publisher } from '#server/features/files/publisher.service.ts'
import { MemoryShare } from './body/memory-share.ts'
import { PACE_LIMITS, type PaceLimits } from './body/pace.ts'
import { UploadCreator } from './create-upload.ts'
import { createDirectorySyncer } from './disk/directory-syncer.ts'
import { diskFiles, type FileOps } from './disk/file-ops.ts'
import type { FaultPoint } from './fault-point.ts'
import { Finisher } from './finish-upload.ts'
import { FreeSpace } from './free-space.ts'
import { openHashThreads } from './hashing/open-hasher.ts'
import { recoverUploads } from './recover-uploads.ts'
import { StagingFolders } from './staging-folders.ts'
import { steadyTime } from './steady-time.ts'
import { startSweeping, sweepUploads } from './sweep-uploads.ts'
import { UploadKeeper } from './upload-keeper.ts'
import type { UploadLimits } from './upload-limits.ts'
import { UploadLocks } from './upload-locks.ts'
import { UploadsRepo } from './uploads.repo.ts'
import { UploadsService } from './uploads.service.ts'
import { createReadUsage, type ReadUsage } from './usage.service.ts'

export interface OpenUploadsOptions {
  readonly db: Database
  readonly clock: Clock
  readonly publisher: Publisher
  readonly limits: () => UploadLimits
  /** Mode of people's files, before the umask of the process. */
  readonly fileMode: number
  /** The folder of a place on the disk. */
  readonly rootOf: (placeId: PlaceId) => Promise<string>
  /** What nobody is there to be told: a dead thread, an upload that could not be looked after. */
  readonly onError: (error: unknown) => void
  readonly files?: FileOps
  readonly pace?: PaceLimits
  readonly faultPoint?: FaultPoint
  /** How long a second writer waits for the first to let go. */
  readonly lockWaitMs?: number
}

export interface Uploads {
  readonly service: UploadsService
  readonly readUsage: ReadUsage
  /** Once, at the start, after the intents of folders were replayed. @see recoverUploads */
  recover(): Promise<{ finished: Promise<void> }>
  sweep(): Promise<{ expired: number }>
  /** @returns a function that ends it */
  startSweeping(): () => void
  /** Ends all bodies durably, then the threads. */
  close(): Promise<void>
}

/** Puts the parts of uploads together. */
export function openUploads(options: OpenUploadsOptions): Uploads {
  const { db, clock, publisher, limits, onError } = options
  const files = options.files ?? diskFiles
  const faultPoint = options.faultPoint ?? (() => undefined)
  const now = steadyTime(clock)
  const repo = new UploadsRepo(db)
  const threads = openHashThreads(onError)
  const { hasher } = threads
  const waitMs = options.lockWaitMs ?? 10_000
  const locks = new UploadLocks(waitMs)
  const disk = {
    files,
    syncFolder: createDirectorySyncer((folder) => files.syncFolder(folder)),
    fileMode: options.fileMode,
  }
  const freeSpace = new FreeSpace({ files, clock, readPromisedBytes: () => repo.readPromisedBytes() })
  const finisher = new Finisher({ repo, publisher, hasher, disk, limits, now, faultPoint })
  const keeper = new UploadKeeper({ repo, locks, finisher, hasher, files, now, faultPoint })
  const creator = new UploadCreator({
    repo,
    staging: new StagingFolders(publisher, clock),
    freeSpace,
    clock,
    now,
    limits,
    faultPoint,
    transfers: new UploadLocks(waitMs),
  })
  const service = new UploadsService({
    repo,
    locks,
    creator,
    finisher,
    keeper,
    limits,
    receive: {
      disk,
      hasher,
      memory: new MemoryShare(),
      clock,
      pace: options.pace ?? PACE_LIMITS,
      faultPoint,
      recordOffset: (record, offsetBytes) =>
        repo.recordOffset(record.id, offsetBytes, { updated_at: now(), expires_at: now() + limits().keepMs }),
      assertRoom: (record) => freeSpace.assertRoom(record.partialFolder, 0, limits().freeSpaceFloorBytes),
    },
  })
  const sweeping = { repo, keeper, limits, now, onError }
  return {
    service,
    readUsage: createReadUsage({ db, files, limits, rootOf: options.rootOf }),
    recover: () => recoverUploads({ repo, keeper, publisher, files, onError }),
    sweep: () => sweepUploads(sweeping),
    startSweeping: () => startSweeping(sweeping),
    close: async () => {
      await service.drain()
      await threads.close()
    },
  }
}
