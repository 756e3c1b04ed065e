import { z } from 'zod'
import type { Database } from '#server/db/database.ts'
import type { NameSearch } from '#server/db/name-search.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { JobControl, JobHandler } from '#server/jobs/job.ts'

export const INDEX_NAMES = 'index-names'

/** Where the building stands; the number grows when names are taken apart in another way. */
const STATE = 'search.names.1'
const stateSchema = z.object({ after: z.string().nullable(), done: z.number().int() })
type State = z.output<typeof stateSchema>

/** A step holds up the commits of others for some milliseconds. */
const PER_STEP = 500

export interface IndexNamesDeps {
  readonly db: Database
  readonly names: Pick<NameSearch, 'indexMore'>
}

/** Adds the names of a vault that is older than its search, in steps; an interruption goes on where it stood. */
export class IndexNames implements JobHandler<unknown> {
  readonly #deps: IndexNamesDeps
  #isBuilding = false

  constructor(deps: IndexNamesDeps) {
    this.#deps = deps
  }

  /** Whether names are missing as yet. */
  get isBuilding(): boolean {
    return this.#isBuilding
  }

  /** Whether there is anything to do; asked at the start. */
  async isNeeded(): Promise<boolean> {
    this.#isBuilding = (await this.#state()).after !== null
    return this.#isBuilding
  }

  parse(payload: unknown): unknown {
    return payload
  }

  async run(_job: unknown, control: JobControl): Promise<{ names: number }> {
    const { names } = this.#deps
    let { after, done } = await this.#state()
    const total = await this.#countEntries()
    while (after !== null) {
      control.signal.throwIfAborted()
      after = await names.indexMore(after, PER_STEP)
      done += PER_STEP
      await this.#keep({ after, done })
      control.progress(Math.min(done, total), total)
    }
    this.#isBuilding = false
    return { names: total }
  }

  async #countEntries(): Promise<number> {
    const { db } = this.#deps
    const row = await db.readOne(db.build.selectFrom('entries').select((eb) => eb.fn.countAll<number>().as('count')))
    return row?.count ?? 0
  }

  async #state(): Promise<State> {
    const { db } = this.#deps
    const row = await db.readOne(db.build.selectFrom('settings').select('value').where('key', '=', STATE))
    const state = stateSchema.safeParse(row === null ? null : JSON.parse(row.value))
    return state.success ? state.data : { after: '', done: 0 }
  }

  async #keep(state: State): Promise<void> {
    const { db } = this.#deps
    const value = JSON.stringify(state)
    requireCommitted(
      await db.commit([
        db.build
          .insertInto('settings')
          .values({ key: STATE, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      ]),
    )
  }
}
