import { type Throttle, throttleSchema } from '#lib/contracts/http/admin.ts'
import { commitOrThrow } from '#server/db/commit-or-throw.ts'
import type { Database } from '#server/db/database.ts'
import type { Jobs } from './jobs.service.ts'

export interface Background {
  current(): Throttle
  change(next: Throttle): Promise<void>
  /** For whatever reads whole files on its own account; null: no limit. */
  bytesPerSecond(): number | null
}

const KEY = 'background'
const FREE: Throttle = { paused: false, hashMegabytesPerSecond: null }

/** How much the vault does on its own account; kept over a restart. Open it before the jobs start. */
export async function openBackground(deps: { db: Database; jobs: Pick<Jobs, 'setPaused'> }): Promise<Background> {
  const { db, jobs } = deps
  const row = await db.readOne(db.build.selectFrom('settings').select('value').where('key', '=', KEY))
  const kept = throttleSchema.safeParse(row === null ? FREE : JSON.parse(row.value))
  let current = kept.success ? kept.data : FREE
  jobs.setPaused(current.paused)
  return {
    current: () => current,
    bytesPerSecond: () => (current.hashMegabytesPerSecond === null ? null : current.hashMegabytesPerSecond * 1e6),
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
    },
  }
}
