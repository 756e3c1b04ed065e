import { type Clock, systemClock } from '#server/clock.ts'
import { JobsRepo } from '#server/jobs/jobs.repo.ts'
import { Jobs } from '#server/jobs/jobs.service.ts'
import { createHashing, type Hashing } from '../hashing/create-hashing.ts'
import { createReconciler, type Reconciler, type ReconcilerDeps } from '../reconcile/create-reconciler.ts'
import { openTestVault, type TestVault } from './test-vault.ts'

export interface TestReconciler extends TestVault {
  reconciler: Reconciler
  hashing: Hashing
  jobs: Jobs
  /** The clock jumps, as if so much time had passed. */
  advance(ms: number): void
  rowOf(name: string): Promise<EntryRow | undefined>
  waitFor(what: string, condition: () => Promise<boolean>): Promise<void>
}

export interface EntryRow {
  id: string
  name: string
  state: string
  content: string | null
  sha256: string | null
  uploader: string | null
}

/** A vault whose folders are kept in line with the disk, where nothing settles before the clock jumps. */
export async function openTestReconciler(timing: ReconcilerDeps['timing'] = {}): Promise<TestReconciler> {
  const vault = await openTestVault()
  const { db, errors, commits, lookups, locks } = vault
  const onError = (error: unknown) => void errors.push(error)
  const jobs = new Jobs({ repo: new JobsRepo(db), clock: systemClock, onError })
  let aheadMs = 0
  const clock: Clock = {
    now: () => systemClock.now() + aheadMs,
    monotonic: () => systemClock.monotonic() + aheadMs,
  }
  const rootOf = async () => vault.root
  const shared = { db, clock, commits, lookups, locks, jobs, rootOf, onError }
  const hashing = createHashing({ ...shared, onStale: (entry) => reconciler.lookSoon(entry), settleMs: 100 })
  const reconciler: Reconciler = createReconciler({
    ...shared,
    onUnhashed: () => hashing.wake(),
    onWatchesExhausted: onError,
    timing: { settleMs: 600_000, collectMs: 30, ...timing },
  })
  await jobs.start()

  const rowOf = async (name: string): Promise<EntryRow | undefined> => {
    const rows = await db.read(
      db.build
        .selectFrom('entries as e')
        .leftJoin('contents as c', 'c.id', 'e.content_id')
        .select(['e.id', 'e.name', 'e.state', 'c.id as content', 'c.sha256', 'e.uploader_id as uploader'])
        .where('e.name', '=', name)
        .where('e.place_id', '=', vault.place),
    )
    const row = rows.find(({ state }) => state === 'live') ?? rows[0]
    return row && { ...row, sha256: row.sha256 && Buffer.from(row.sha256).toString('hex') }
  }
  const waitFor = async (what: string, condition: () => Promise<boolean>) => {
    const until = Date.now() + 30_000
    while (!(await condition())) {
      if (Date.now() > until) throw new Error(`waited in vain: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return {
    ...vault,
    reconciler,
    hashing,
    jobs,
    advance: (ms) => {
      aheadMs += ms
    },
    rowOf,
    waitFor,
    async remove() {
      await reconciler.stop()
      await jobs.drain()
      await hashing.close()
      await vault.remove()
    },
  }
}
