import type { AccountId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { Bus } from '#server/bus.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { AccessLog } from '#server/features/access-log/access-log.service.ts'
import { sweepCopies } from '#server/features/files/bulk/sweep-copies.ts'
import type { ContentRoutesDeps } from '#server/features/files/content/content.routes.ts'
import { Descriptors } from '#server/features/files/content/descriptors.ts'
import { findManifest } from '#server/features/files/content/find-manifest.ts'
import { createOpenContent } from '#server/features/files/content/open-content.ts'
import { createFileParts } from '#server/features/files/file-parts.ts'
import { createFilesService, type FilesServiceDeps } from '#server/features/files/files.service.ts'
import { createHashing, type Hashing } from '#server/features/files/hashing/create-hashing.ts'
import { KeyedMutex } from '#server/features/files/locks/keyed-mutex.ts'
import { createMediaFiles } from '#server/features/files/media-files.service.ts'
import { createPictureFiles } from '#server/features/files/picture-files.service.ts'
import {
  createReconciler,
  type DriveManner,
  type Reconciler,
} from '#server/features/files/reconcile/create-reconciler.ts'
import { createKeepingTime } from '#server/features/files/retention/keeping-time.ts'
import { type Keeping, RETENTION, Retention } from '#server/features/files/retention/retention.ts'
import { createScrub } from '#server/features/files/scrub.service.ts'
import { createOpenVersion } from '#server/features/files/versions/open-version.ts'
import type { PlacesService } from '#server/features/rooms/places.service.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import type { TakePace } from '#server/jobs/pace.ts'
import type { TestFault } from './test-fault.ts'

export interface FilesDeps {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly jobs: Jobs
  readonly places: PlacesService
  readonly umask: number
  readonly nameOf: (accountId: AccountId) => Promise<string>
  readonly keeping: () => Keeping
  readonly assertRoom: FilesServiceDeps['assertRoom']
  readonly currentActor: (actor: Actor) => Promise<Actor | null>
  readonly testFault: TestFault
  /** Null for what is no drive. */
  readonly driveAt: (placeId: PlaceId) => DriveManner | null
  readonly onIndexed: (placeId: PlaceId) => void
  /** How fast the vault may read on its own account. */
  readonly pace: TakePace
  readonly accessLog: AccessLog
  readonly onError: (error: unknown) => void
  readonly warn: (message: string) => void
  readonly note: (message: string, facts: Readonly<Record<string, unknown>>) => void
}

const RETENTION_EVERY_MS = 6 * 3_600_000

export type Files = ReturnType<typeof openFiles>

/** Wires entries, publishing, contents, reconciling and hashing to each other. */
export function openFiles(deps: FilesDeps) {
  const { db, bus, clock, jobs, places, onError } = deps
  const rootOf = (placeId: PlaceId) => places.rootOf(placeId)
  // The reconciler needs the parts, and the parts tell it of names they stumble over.
  let reconciler: Reconciler | null = null
  let lastKnownMs = 0
  const time = createKeepingTime(clock, () => lastKnownMs)
  const parts = createFileParts({
    ...{ db, bus, clock, rootOf, onError, note: deps.note },
    stamp: time.stamp,
    umask: deps.umask,
    ...(deps.testFault === null ? {} : { faultPoint: deps.testFault }),
    notice: async (placeId, folder, name) => reconciler?.notice(placeId, folder, name),
  })
  const { lookups, commits, locks } = parts
  const hashing: Hashing = createHashing({
    ...{ db, clock, commits, lookups, jobs, rootOf, onError },
    pace: deps.pace,
    onStale: (entry) => void reconciler?.reconcileEntry(entry).catch(onError),
  })
  const reconciling = createReconciler({
    ...{ db, clock, commits, lookups, locks, jobs, rootOf, onError },
    ...{ driveAt: deps.driveAt, onIndexed: deps.onIndexed, pace: deps.pace },
    onUnhashed: () => hashing.wake(),
    onWatchesExhausted: () =>
      deps.warn('This system watches no more folders. Changes by hand are found by looking every minute instead.'),
  })
  reconciler = reconciling
  const service = createFilesService({
    ...{ db, clock, rootOf, parts, jobs },
    findFacts: places.findFacts,
    nameOf: deps.nameOf,
    assertRoom: deps.assertRoom,
    currentActor: deps.currentActor,
    onDeleted: deps.accessLog.noteDeleted,
    keeping: deps.keeping,
    judge: time.judge,
  })
  const scrub = createScrub({
    ...{ db, clock, lookups, jobs, rootOf, onError },
    pace: deps.pace,
  })
  const { purge, removeVersions } = parts
  jobs.register(
    RETENTION,
    new Retention({ db, purge, removeVersions, keeping: deps.keeping, judge: time.judge, onError }),
  )
  const letGo = (): void => void jobs.enqueue({ kind: RETENTION, payload: null, dedupeKey: RETENTION }).catch(onError)
  let retentionTimer: NodeJS.Timeout | null = null
  const descriptors = new Descriptors({ monotonic: clock.monotonic })
  const find = (entryId: EntryId) => lookups.find(entryId)
  const content: ContentRoutesDeps = {
    watch: deps.accessLog.watch,
    openVersion: createOpenVersion({ db, descriptors, rootOf, find }),
    open: createOpenContent({
      descriptors,
      rootOf,
      find,
      reconcile: (entry) => reconciling.reconcileEntry(entry),
    }),
    findManifest: (entryId) => findManifest({ db, lookups, want: hashing.want }, entryId),
  }
  const pictures = createPictureFiles({ db, lookups, commits, rootOf })
  const rooms = new KeyedMutex()
  const watched = new Set<PlaceId>()

  async function followPlaces(): Promise<void> {
    const now = new Set((await places.all()).map(({ facts }) => facts.id))
    for (const placeId of watched) if (!now.has(placeId)) reconciling.removePlace(placeId)
    for (const placeId of now) if (!watched.has(placeId)) reconciling.addPlace(placeId)
    watched.clear()
    for (const placeId of now) watched.add(placeId)
  }

  return {
    service,
    scrub,
    content,
    pictures,
    media: createMediaFiles({ db, files: pictures }),
    zip: { db, lookups, rootOf, onSent: deps.accessLog.noteZip },
    publisher: parts.publisher,
    intents: parts.intents,
    holdPlace: parts.holdPlace,
    indexing: { of: reconciling.indexingOf, start: reconciling.index },
    letGo: (device: string) => descriptors.letGo(device),
    alone: <T>(work: () => Promise<T>) => rooms.run('rooms', work),
    /** After the jobs have started. */
    async start(): Promise<void> {
      const all = (await places.all()).map(({ facts }) => facts)
      const ids = all.map(({ id }) => id)
      // A drive that nobody writes to has no folder of ours, and must not get one.
      const written = all.filter(({ kind, readOnly }) => kind !== 'drive' || !readOnly).map(({ id }) => id)
      for (const placeId of ids) watched.add(placeId)
      reconciling.start(ids)
      hashing.wake()
      void sweepCopies(written, { publisher: parts.publisher, jobs, onError }).catch(onError)
      const last = db.build.selectFrom('changes').select('at').orderBy('seq', 'desc').limit(1)
      lastKnownMs = (await db.readOne(last))?.at ?? 0
      letGo()
      retentionTimer = setInterval(letGo, RETENTION_EVERY_MS).unref()
      bus.on('place.changed', ({ placeId }) => {
        // A renamed room has another folder, so it is watched anew.
        if (watched.delete(placeId)) reconciling.removePlace(placeId)
        void followPlaces().catch(onError)
      })
    },
    async close(): Promise<void> {
      if (retentionTimer) clearInterval(retentionTimer)
      await reconciling.stop()
      await parts.intents.retries.close()
      await hashing.close()
      await scrub.close()
      descriptors.close()
    },
  }
}
