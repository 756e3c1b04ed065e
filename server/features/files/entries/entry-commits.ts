import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Bus } from '#server/bus.ts'
import type { Database } from '#server/db/database.ts'
import type { CommitResult, Step } from '#server/db/unit-of-work.ts'
import type { Change } from './change.ts'

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
    return this.#deps.db.build
      .insertInto('changes')
      .values(
        changes.map((change) => ({
          place_id: change.placeId,
          entry_id: change.entryId,
          parent_id: change.parentId,
          kind: change.kind,
          at,
        })),
      )
      .returning(['place_id', 'seq'])
  }
}
