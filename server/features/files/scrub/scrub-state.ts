import { z } from 'zod'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'

const damagedSchema = z.object({
  contentId: z.string(),
  placeId: z.string(),
  place: z.string(),
  /** As people know it, also of what lies in the trash or is an older version. */
  path: z.string(),
  part: z.enum(['files', 'trash', 'versions']),
  sizeBytes: z.number(),
  sha256: z.string(),
})
export type DamagedFile = z.output<typeof damagedSchema>

const stateSchema = z.object({
  /** The job that runs, or ran last. */
  jobId: z.string(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  /** The last content that was looked at; the walk goes by id. */
  cursor: z.string(),
  files: z.number(),
  bytes: z.number(),
  /** Not there, or written to since it was hashed: nothing to compare with. */
  skipped: z.number(),
  damagedCount: z.number(),
  /** Of the checks before, until this one has finished. */
  damagedBefore: z.number().default(0),
  damaged: z.array(damagedSchema),
})
export type ScrubState = z.output<typeof stateSchema>

/** So many are listed by name; all are counted. */
export const MAX_NAMED = 1_000

export function begun(jobId: string, now: number, before: ScrubState | null): ScrubState {
  return {
    ...{ jobId, startedAt: now, finishedAt: null, cursor: '' },
    ...{ files: 0, bytes: 0, skipped: 0, damagedCount: 0, damaged: [] },
    damagedBefore: knownDamaged(before),
  }
}

/** A check that has not finished has not read everything again: what an earlier one found still counts. */
export function knownDamaged(state: ScrubState | null): number {
  if (state === null) return 0
  return state.finishedAt === null ? Math.max(state.damagedCount, state.damagedBefore) : state.damagedCount
}

const KEY = 'scrub'

/** Where a check stands, or how the last one ended: it goes on after a restart. */
export class ScrubStates {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async find(): Promise<ScrubState | null> {
    const row = await this.#db.readOne(this.#db.build.selectFrom('settings').select('value').where('key', '=', KEY))
    return row === null ? null : (stateSchema.safeParse(JSON.parse(row.value)).data ?? null)
  }

  async save(state: ScrubState): Promise<void> {
    const value = JSON.stringify(state)
    const step = this.#db.build
      .insertInto('settings')
      .values({ key: KEY, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    requireCommitted(await this.#db.commit([step]))
  }
}
