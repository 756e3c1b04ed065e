import type { JobId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { isOver, type Job, type JobActor } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import { Pace, type TakePace, unhurried } from '#server/jobs/pace.ts'
import { spawnWorker } from '#server/workers/spawn-worker.ts'
import { WorkerCaller } from '#server/workers/worker-caller.ts'
import type { EntryLookups } from './entries/entry-lookups.ts'
import type { HashAnswer, HashRequest } from './hashing/messages.ts'
import { ScrubContents } from './scrub/scrub-contents.ts'
import { type DamagedFile, knownDamaged, type ScrubState, ScrubStates } from './scrub/scrub-state.ts'

export type { DamagedFile, ScrubState }
export { knownDamaged }

export interface ScrubDeps {
  db: Database
  clock: Clock
  lookups: EntryLookups
  jobs: Pick<Jobs, 'register' | 'enqueue' | 'find' | 'cancel'>
  rootOf(placeId: PlaceId): Promise<string>
  onError(error: unknown): void
  /** What an admin allows the vault to read on its own account. */
  pace?: TakePace
  /** Never more than this. */
  bytesPerSecond?: number
}

/** The integrity check: every content that was hashed is read again and compared with its hash. */
export interface Scrub {
  /** One at a time; asking again gives the one that runs. */
  start(actor?: JobActor): Promise<Job>
  /** Where it stands, or how the last one ended; nulls when there never was one. */
  state(): Promise<{ state: ScrubState | null; job: Job | null }>
  cancel(): Promise<void>
  close(): Promise<void>
}

const SCRUB = 'scrub'
/** Somebody may be watching a film from this disk. */
const BYTES_PER_SECOND = 50_000_000

/** Create it before the jobs start: it registers its kind. */
export function createScrub(deps: ScrubDeps): Scrub {
  const { jobs, db, onError, bytesPerSecond = BYTES_PER_SECOND, pace = unhurried } = deps
  const states = new ScrubStates(db)
  // Its own thread: that of the hashing takes one file at a time, and new files come first.
  const thread = new WorkerCaller<HashRequest, HashAnswer>({
    spawn: () => spawnWorker('server/features/files/hashing/hash.worker.ts'),
    onCrash: onError,
  })
  const ownPace = new Pace({ bytesPerSecond: () => bytesPerSecond, monotonic: deps.clock.monotonic })
  const contents = new ScrubContents({
    ...deps,
    ...{ states, thread },
    pace: async (bytes, signal) => {
      await ownPace.take(bytes, signal)
      await pace(bytes, signal)
    },
  })
  /** Asked for, and perhaps not yet begun. */
  let latest: JobId | null = null
  const find = async () => {
    const state = await states.find()
    const id = latest ?? (state?.jobId as JobId | undefined) // written by us
    return { state, job: id === undefined ? null : await jobs.find(id) }
  }
  jobs.register(SCRUB, {
    background: 'in place',
    parse: () => ({}),
    run: async ({ id }, control) => {
      latest = id
      const { files, bytes, skipped, damagedCount, damaged } = await contents.run(id, control)
      if (damagedCount > 0) onError(new Error(`${damagedCount} files are damaged, such as ${damaged[0]?.path}`))
      return { files, bytes, skipped, damagedCount, damaged: damaged.map(({ place, path }) => `${place}/${path}`) }
    },
  })
  return {
    async start(actor) {
      const job = await jobs.enqueue({ kind: SCRUB, payload: {}, dedupeKey: SCRUB, ...(actor ? { actor } : {}) })
      latest = job.id
      return job
    },
    state: find,
    async cancel() {
      const { job } = await find()
      if (job && !isOver(job.state)) await jobs.cancel(job.id)
    },
    close: () => thread.close(),
  }
}
