import type { LockoutState } from '#lib/core/lockout/lockout.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'

export interface LockoutsRepo {
  find(key: string): Promise<LockoutState | null>
  /** On the disk when it resolves: a count survives a restart. @param state null forgets the key */
  put(key: string, state: LockoutState | null): Promise<void>
}

export function createLockoutsRepo(db: Database): LockoutsRepo {
  return {
    async find(key) {
      const row = await db.readOne(db.build.selectFrom('lockouts').where('key', '=', key).selectAll())
      if (row === null) return null
      return { failures: row.failures, lastFailureMs: row.updated_at, lockedUntilMs: row.locked_until }
    },
    async put(key, state) {
      if (state === null) {
        requireCommitted(await db.commit([db.build.deleteFrom('lockouts').where('key', '=', key)]))
        return
      }
      const values = { failures: state.failures, locked_until: state.lockedUntilMs, updated_at: state.lastFailureMs }
      const upsert = db.build
        .insertInto('lockouts')
        .values({ key, ...values })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
      requireCommitted(await db.commit([upsert]))
    },
  }
}
