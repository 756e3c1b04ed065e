import type { ContentId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { isOver } from '#server/jobs/job.ts'
import type { Jobs } from '#server/jobs/jobs.service.ts'
import { type TakePace, unhurried } from '#server/jobs/pace.ts'
import { spawnWorker } from '#server/workers/spawn-worker.ts'
import { WorkerCaller } from '#server/workers/worker-caller.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import { HashContents } from './hash-contents.ts'
import type { HashAnswer, HashRequest } from './messages.ts'
import { UnhashedContents } from './unhashed-contents.ts'

export interface HashingDeps {
  db: Database
  clock: Clock
  commits: EntryCommits
  lookups: EntryLookups
  jobs: Pick<Jobs, 'register' | 'enqueue' | 'onProgress'>
  rootOf(placeId: PlaceId): Promise<string>
  /** The disk holds something else than the database says. */
  onStale(entry: EntryFacts): void
  onError(error: unknown): void
  restShare?: number
  pace?: TakePace
  settleMs?: number
}

export interface Hashing {
  /** There are contents without a hash, or may be: after a start, and whenever some were added. */
  wake(): void
  /** Somebody asks for the hash of a content that was not to be hashed by itself. */
  want(contentId: ContentId): Promise<void>
  close(): Promise<void>
}

const KIND = 'hash'

/**
 * Hashes in the background what came by hand. One job takes all contents without a hash, whose rows are the queue.
 * Create it before the jobs start: it registers its kind.
 */
export function createHashing(deps: HashingDeps): Hashing {
  const { jobs, onError, settleMs = 1_500, restShare = 0.25, pace = unhurried } = deps
  const thread = new WorkerCaller<HashRequest, HashAnswer>({
    spawn: () => spawnWorker('server/features/files/hashing/hash.worker.ts'),
    onCrash: onError,
  })
  const unhashed = new UnhashedContents(deps.db)
  const contents = new HashContents({
    ...deps,
    unhashed,
    thread,
    settleMs,
    restShare,
    pace,
  })
  let again = false
  let closed = false
  const timers = new Set<NodeJS.Timeout>()

  function enqueue(): void {
    jobs.enqueue({ kind: KIND, payload: {}, dedupeKey: KIND }).catch((error: unknown) => {
      if (!closed) onError(error)
    })
  }

  function wake(): void {
    if (closed) return
    again = true
    enqueue()
  }

  function wakeLater(): void {
    if (timers.size > 0) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      wake()
    }, settleMs * 2)
    timers.add(timer.unref())
  }

  jobs.register(KIND, {
    background: true,
    parse: () => ({}),
    run: async (_job, control) => {
      let hashed = 0
      do {
        again = false
        const pass = await contents.run(control)
        hashed += pass.hashed
        if (pass.fresh > 0) wakeLater()
      } while (again)
      return { hashed }
    },
  })
  // Asked for between the end of the last pass and the record of it: that asking gave the job that was ending.
  const stopListening = jobs.onProgress((job) => {
    if (job.kind === KIND && isOver(job.state) && again && !closed) enqueue()
  })

  return {
    wake,
    async want(contentId) {
      await deps.db.commit([unhashed.wantStep(contentId)])
      wake()
    },
    async close() {
      closed = true
      stopListening()
      for (const timer of timers) clearTimeout(timer)
      await thread.close()
    },
  }
}
