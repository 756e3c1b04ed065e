import type { CompiledQuery } from 'kysely'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import { bind } from '#server/db/bind.ts'
import type { Database } from '#server/db/database.ts'
import type { CommitResult, Step } from '#server/db/unit-of-work.ts'
import type { Change } from './change.ts'

const MAX_KNOWN_ROWS = 4

export interface EntryUnit {
  steps: readonly Step[]
  changes: readonly Change[]
  /** Entries whose own facts change. */
  touched?: readonly EntryId[]
  /** Places in which a folder got another path, or came or went: everything known of their paths is forgotten. */
  reshaped?: readonly PlaceId[]
}

export interface EntryCommitsDeps {
  db: Database
  bus: Bus
  now(): number
  forget(what: { entries: readonly EntryId[]; places: readonly PlaceId[] }): void
}

/** The one way in which rows of entries change: with the change log in the same unit, and everybody told after it. */
export class EntryCommits {
  readonly #deps: EntryCommitsDeps
  /** Compiled by their number of rows; nearly all have one. */
  readonly #logs = new Map<number, CompiledQuery>()

  constructor(deps: EntryCommitsDeps) {
    this.#deps = deps
  }

  async commit(unit: EntryUnit): Promise<CommitResult> {
    const { db, bus, forget } = this.#deps
    const steps = unit.changes.length === 0 ? unit.steps : [...unit.steps, this.#logStep(unit.changes)]
    try {
      const result = await db.commit(steps)
      if (result.kind === 'committed' && unit.changes.length > 0) {
        // The rows of the last step are what its `returning` asks for.
        const rows = (result.results.at(-1)?.rows ?? []) as { place_id: PlaceId; seq: number }[]
        const latest = new Map(rows.map((row) => [row.place_id, row.seq]))
        queueMicrotask(() => {
          for (const [placeId, seq] of latest) bus.emit('entries.changed', { placeId, seq })
        })
      }
      return result
    } finally {
      // Also after a failure: it may have been committed all the same.
      forget({ entries: unit.touched ?? [], places: unit.reshaped ?? [] })
    }
  }

  #logStep(changes: readonly Change[]): Step {
    const at = this.#deps.now()
    const rows = changes.map(({ placeId, entryId, parentId, kind }) => ({
      place_id: placeId,
      entry_id: entryId,
      parent_id: parentId,
      kind,
      at,
    }))
    const known = this.#logs.get(rows.length)
    if (known !== undefined) return bind(known, rows.flatMap(Object.values))
    const log = this.#deps.db.build.insertInto('changes').values(rows).returning(['place_id', 'seq']).compile()
    if (rows.length <= MAX_KNOWN_ROWS) this.#logs.set(rows.length, log)
    return log
  }
}
