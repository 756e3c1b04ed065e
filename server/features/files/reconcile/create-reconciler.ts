import { z } from 'zod'
import type { JobId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { JobControl } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import { type TakePace, unhurried } from '#server/jobs/pace.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import type { FolderLocks } from '../locks/folder-locks.ts'
import { KeyedMutex } from '../locks/keyed-mutex.ts'
import { ApplyPlan } from './apply-plan.ts'
import { DriveRescans } from './drive-rescans.ts'
import { FolderQueue } from './folder-queue.ts'
import { FolderReconciler } from './folder-reconciler.ts'
import { FolderWatches } from './folder-watches.ts'
import { fileKey, ListedRows } from './listed-rows.ts'
import { RemoveMissing } from './remove-missing.ts'
import { ScanPlaces } from './scan-places.ts'
import { type FoundFolder, SettleNames } from './settle-names.ts'
import { Sightings } from './sightings.ts'

export interface ReconcilerDeps {
  db: Database
  clock: Clock
  commits: EntryCommits
  lookups: EntryLookups
  locks: FolderLocks
  jobs: Pick<Jobs, 'register' | 'enqueue'>
  /** The folder of a place, absolute. @throws VaultError `not_found` */
  rootOf(placeId: PlaceId): Promise<string>
  /** Contents were recorded that nobody has hashed yet. */
  onUnhashed(): void
  onError(error: unknown): void
  /** The system gives no more watches: from now on only looking tells. Told once. */
  onWatchesExhausted(error: unknown): void
  /** Null for a room. A drive is looked through by a job of its own. */
  driveAt?(placeId: PlaceId): DriveManner | null
  /** A drive was looked through from end to end. */
  onIndexed?(placeId: PlaceId): void
  /** Held while work in the background is paused. */
  pace?: TakePace
  timing?: Partial<ReconcilerTiming>
}

export interface DriveManner {
  /** Other machines change what lies there and tell nobody: only looking tells. */
  readonly isNetwork: boolean
}

/** Milliseconds. */
export interface ReconcilerTiming {
  /** After this long without a change a file is complete, and what is not there is gone. */
  settleMs: number
  /** Hints are collected for this long. */
  collectMs: number
  rescanEveryMs: number
  /** Where not everything can be watched. */
  unwatchedRescanEveryMs: number
  /** Of a drive that tells its changes itself. */
  driveRescanEveryMs: number
  /** The row of a missing entry is kept for this long. */
  keepMissingMs: number
}

const TIMING: ReconcilerTiming = {
  settleMs: 1_500,
  collectMs: 200,
  rescanEveryMs: 10 * 60_000,
  unwatchedRescanEveryMs: 60_000,
  driveRescanEveryMs: 6 * 3_600_000,
  keepMissingMs: 30 * 24 * 3_600_000,
}

/** Keeps the database in line with what people do to the folders by hand. */
export interface Reconciler {
  /** Compares one folder, not those in it. @throws VaultError `place_offline`, `not_found` */
  reconcileFolder(placeId: PlaceId, path: readonly string[]): Promise<void>
  /** Makes the row of an entry say what lies under its name at this moment. @throws VaultError `place_offline` */
  reconcileEntry(entry: EntryFacts): Promise<void>
  /** The same for a name that may have no row yet. @throws VaultError `place_offline` */
  notice(placeId: PlaceId, path: readonly string[], name: string): Promise<void>
  /** An entry is not as it is listed, but nobody waits for it. */
  lookSoon(entry: EntryFacts): void
  /** After intents were replayed: scans, then watches and scans again from time to time. */
  start(placeIds: readonly PlaceId[]): void
  /** Looks through a drive now, unless that is under way. */
  index(placeId: PlaceId): void
  /** The job that looks through a drive at this moment. */
  indexingOf(placeId: PlaceId): JobId | null
  /** Also when its folder was renamed. */
  addPlace(placeId: PlaceId): void
  removePlace(placeId: PlaceId): void
  stop(): Promise<void>
}

const KIND = 'scan'
const INDEX = 'index-drive'
/** Two disks do not wait for each other. */
const DRIVES_AT_ONCE = 2
const scanSchema = z.object({ placeIds: z.array(z.string()).nullable() })
const indexSchema = z.object({ placeId: z.string() })

/** Create it before the jobs start: it registers its kind. */
export function createReconciler(deps: ReconcilerDeps): Reconciler {
  const { db, clock, jobs, onError } = deps
  const timing = { ...TIMING, ...deps.timing }
  const now = () => clock.now()
  const never = new AbortController().signal
  const served = new Set<PlaceId>()
  const rows = new ListedRows(db)
  const sightings = new Sightings(clock, timing.settleMs)
  const removeMissing = new RemoveMissing(deps)

  const queue = new FolderQueue({ clock, look, onError: tell })
  const watches = new FolderWatches({
    onHint: (placeId, path, name) => queue.want(placeId, path, name === null ? null : [name], timing.collectMs),
    onExhausted: (error) => {
      deps.onWatchesExhausted(error)
      planRescan()
    },
  })
  const settle = new SettleNames({
    ...deps,
    ...{ rows, sightings, keepMissingMs: timing.keepMissingMs },
    apply: new ApplyPlan({ ...deps, removeMissing, hashesLater: (placeId) => driveAt(placeId) !== null }),
    lookAgain: (placeId, path, names) => queue.want(placeId, path, names, timing.settleMs + 50),
  })
  const folders = new FolderReconciler({
    ...deps,
    ...{ rows, settle, sightings, now, keepMissingMs: timing.keepMissingMs },
    turns: new KeyedMutex(),
    onOpened: (placeId, path, folder) => {
      if (served.has(placeId) && isWatchable(placeId)) watches.cover(placeId, path, folder)
    },
    onGone: (placeId, path) => watches.forget(placeId, path),
  })
  const scan = new ScanPlaces({ db, folders, onError, pace: deps.pace ?? unhurried })
  const indexing = new Map<PlaceId, JobId>()
  const rescans = new DriveRescans({ clock, timing, isComplete: () => watches.isComplete })

  let timer: NodeJS.Timeout | null = null
  let driveTimer: NodeJS.Timeout | null = null
  let isStarted = false
  let begin = () => {}
  const started = new Promise<void>((resolve) => {
    begin = resolve
  })

  const driveAt = (placeId: PlaceId) => deps.driveAt?.(placeId) ?? null
  const isWatchable = (placeId: PlaceId) => driveAt(placeId)?.isNetwork !== true

  async function look(
    placeId: PlaceId,
    path: readonly string[],
    names: readonly string[] | null,
    signal: AbortSignal,
  ): Promise<void> {
    const found =
      names === null
        ? (await folders.reconcile(placeId, path, signal))?.folders
        : await folders.reconcileNames(placeId, path, names)
    for (const folder of found ?? []) descend(placeId, path, folder)
  }

  /** What came into a folder before it was watched has given no hint. */
  function descend(placeId: PlaceId, above: readonly string[], { found, isNew }: FoundFolder): void {
    const path = [...above, found.name]
    const isUnwatched =
      served.has(placeId) &&
      isWatchable(placeId) &&
      watches.isComplete &&
      !watches.covers(placeId, path, fileKey(found.facts))
    if (isNew || isUnwatched) queue.want(placeId, path, null, 0)
  }

  function tell(error: unknown): void {
    // A place that is not there, or no longer, is nobody's mistake; the next scan looks again.
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'place_offline' && code !== 'not_found') onError(error)
  }

  function enqueueScan(placeIds: readonly PlaceId[] | null): void {
    const dedupeKey = `${KIND}:${placeIds?.join(',') ?? 'all'}`
    jobs.enqueue({ kind: KIND, payload: { placeIds }, dedupeKey }).catch((error: unknown) => {
      if (isStarted) onError(error)
    })
  }

  function index(placeId: PlaceId): void {
    const dedupeKey = `${INDEX}:${placeId}`
    jobs.enqueue({ kind: INDEX, payload: { placeId }, dedupeKey }).catch((error: unknown) => {
      if (isStarted) onError(error)
    })
  }

  function scanSoon(placeId: PlaceId): void {
    if (driveAt(placeId) === null) enqueueScan([placeId])
    else index(placeId)
  }

  function planRescan(): void {
    if (!isStarted) return
    if (timer) clearInterval(timer)
    const everyMs = watches.isComplete ? timing.rescanEveryMs : timing.unwatchedRescanEveryMs
    timer = setInterval(() => enqueueScan(null), everyMs).unref()
  }

  function rescanDrives(): void {
    for (const placeId of served) {
      const drive = driveAt(placeId)
      if (drive !== null && rescans.isDue(placeId, drive)) index(placeId)
    }
  }

  jobs.register(KIND, {
    background: true,
    parse: (payload) => scanSchema.parse(payload),
    run: async ({ payload }, control: JobControl) => {
      // A scan that the last run of the vault left behind may begin before anybody said which places there are.
      await Promise.race([started, aborted(control.signal)])
      const wanted =
        payload.placeIds === null ? [...served] : [...served].filter((id) => payload.placeIds?.includes(id))
      const rooms = wanted.filter((placeId) => driveAt(placeId) === null)
      return scan.run(rooms, control)
    },
  })

  jobs.register(INDEX, {
    background: true,
    concurrency: DRIVES_AT_ONCE,
    parse: (payload) => indexSchema.parse(payload),
    run: async ({ id, payload }, control: JobControl) => {
      await Promise.race([started, aborted(control.signal)])
      const placeId = [...served].find((known) => known === payload.placeId)
      if (placeId === undefined) return { folders: 0, entries: 0, offline: 1 }
      indexing.set(placeId, id)
      const endTurn = rescans.begin(placeId)
      try {
        const scanned = await scan.run([placeId], control)
        if (scanned.offline === 0) deps.onIndexed?.(placeId)
        return scanned
      } finally {
        endTurn()
        indexing.delete(placeId)
      }
    },
  })

  return {
    async reconcileFolder(placeId, path) {
      await look(placeId, path, null, never)
    },
    async reconcileEntry({ placeId, path, name }) {
      await settle.settle({ placeId, path: path.slice(0, -1), names: [name], atOnce: true })
    },
    async notice(placeId, path, name) {
      await settle.settle({ placeId, path, names: [name], atOnce: true })
    },
    lookSoon({ placeId, path, name }) {
      queue.want(placeId, path.slice(0, -1), [name], timing.collectMs)
    },
    start(placeIds) {
      isStarted = true
      for (const placeId of placeIds) served.add(placeId)
      begin()
      enqueueScan(null)
      for (const placeId of placeIds) if (driveAt(placeId) !== null) index(placeId)
      planRescan()
      driveTimer = setInterval(rescanDrives, timing.unwatchedRescanEveryMs).unref()
    },
    index,
    indexingOf: (placeId) => indexing.get(placeId) ?? null,
    addPlace(placeId) {
      served.add(placeId)
      if (isStarted) scanSoon(placeId)
    },
    removePlace(placeId) {
      served.delete(placeId)
      watches.forget(placeId, [])
      queue.drop(placeId)
    },
    async stop() {
      isStarted = false
      if (timer) clearInterval(timer)
      if (driveTimer) clearInterval(driveTimer)
      watches.close()
      await queue.close()
    },
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
