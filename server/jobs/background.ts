import { type Throttle, throttleSchema } from '#lib/contracts/http/admin.ts'
import type { Clock } from '#server/clock.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Jobs } from './jobs.service.ts'
import { Pace, type TakePace } from './pace.ts'

export interface Background {
  current(): Throttle
  change(next: Throttle): Promise<void>
  /**
   * For whatever reads whole files on the vault's own account: one limit for all of it, and held while it is paused.
   */
  readonly pace: TakePace
}

const KEY = 'background'
const FREE: Throttle = { paused: false, readMegabytesPerSecond: null }

export interface BackgroundDeps {
  db: Database
  clock: Pick<Clock, 'monotonic'>
  jobs: Pick<Jobs, 'setPaused'>
}

/** How much the vault does on its own account; kept over a restart. Open it before the jobs start. */
export async function openBackground(deps: BackgroundDeps): Promise<Background> {
  const { db, jobs, clock } = deps
  const row = await db.readOne(db.build.selectFrom('settings').select('value').where('key', '=', KEY))
  const kept = throttleSchema.safeParse(row === null ? FREE : underItsName(JSON.parse(row.value)))
  let current = kept.success ? kept.data : FREE
  jobs.setPaused(current.paused)
  const pace = new Pace({
    bytesPerSecond: () => (current.readMegabytesPerSecond === null ? null : current.readMegabytesPerSecond * 1e6),
    isPaused: () => current.paused,
    monotonic: clock.monotonic,
  })
  return {
    current: () => current,
    pace: pace.take,
    async change(next) {
      const value = JSON.stringify(next)
      await commitOrThrow(db, [
        db.build
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      ])
      current = next
      jobs.setPaused(next.paused)
      pace.changed()
    },
  }
}

/** When only hashing was held to it, the limit had another name. */
function underItsName(kept: { hashMegabytesPerSecond?: unknown }): unknown {
  return { readMegabytesPerSecond: kept.hashMegabytesPerSecond ?? null, ...kept }
}
