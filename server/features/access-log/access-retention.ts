import { sql } from 'kysely'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { JobControl, JobHandler } from '#server/jobs/job.ts'

export const ACCESS_RETENTION = 'access-retention'

export interface AccessRetentionDeps {
  readonly db: Database
  /** 0: totals alone. */
  readonly keepDays: () => number
  readonly time: () => number
}

const DAY_MS = 86_400_000
/** A step holds up the commits of others for some milliseconds. */
const PER_STEP = 500

/**
 * Lets go of lines whose time is over, and takes the person out of those of a deleted account, in small steps. What
 * bears no name stays: counters of files, and totals of days.
 */
export class AccessRetention implements JobHandler<unknown> {
  readonly #deps: AccessRetentionDeps

  constructor(deps: AccessRetentionDeps) {
    this.#deps = deps
  }

  parse(payload: unknown): unknown {
    return payload
  }

  async run(_job: unknown, control: JobControl): Promise<{ lines: number; nameless: number }> {
    const { keepDays, time } = this.#deps
    const days = keepDays()
    // Without lines, those of a moment from now go as well.
    const before = days === 0 ? Number.MAX_SAFE_INTEGER : time() - days * DAY_MS
    const lines = await this.#repeat(
      () => sql`delete from access_lines where id in
        (select id from access_lines where at < ${before} order by at, id limit ${PER_STEP})`,
      control,
    )
    await this.#repeat(
      () => sql`delete from play_sessions where (actor_kind, actor_id, entry_id, id) in
        (select actor_kind, actor_id, entry_id, id from play_sessions where began_at < ${before} limit ${PER_STEP})`,
      control,
    )
    await this.#repeat(
      () => sql`delete from played where (actor_kind, actor_id, entry_id) in
        (select actor_kind, actor_id, entry_id from played where last_at < ${before} limit ${PER_STEP})`,
      control,
    )
    return { lines, nameless: await this.#forgetPeople(control) }
  }

  /** Address and device would tell who it was. */
  async #forgetPeople(control: JobControl): Promise<number> {
    const gone = sql`(select id from accounts where deleted_at is not null)`
    for (const table of ['play_sessions', 'played']) {
      await this.#repeat(
        () => sql`delete from ${sql.table(table)} where actor_kind = 'account' and actor_id in ${gone}`,
        control,
      )
    }
    return this.#repeat(
      () => sql`update access_lines set actor_kind = 'former', actor_id = null, address = null, agent = ''
        where id in (select id from access_lines where actor_id in ${gone} limit ${PER_STEP})`,
      control,
    )
  }

  async #repeat(step: () => ReturnType<typeof sql>, control: JobControl): Promise<number> {
    const { db } = this.#deps
    let all = 0
    for (;;) {
      control.signal.throwIfAborted()
      const [result] = requireCommitted(await db.commit([step().compile(db.build)]))
      const changes = result?.changes ?? 0
      all += changes
      control.progress(all, null)
      if (changes === 0) return all
    }
  }
}
