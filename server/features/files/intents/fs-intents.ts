import type { CompiledQuery } from 'kysely'
import type { z } from 'zod'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { bind, RowInserts } from '#server/db/bind.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { IntentRetries } from './intent-retries.ts'

/** One kind of work in two steps, and how what is left of it after a crash is finished or undone. */
export interface IntentKind<Payload> {
  kind: string
  schema: z.ZodType<Payload>
  /**
   * Brings folder and database to one state and removes the row in the commit that records it. It may itself be
   * interrupted, so it must find out what was done already.
   */
  replay(intent: { id: string; placeId: PlaceId; payload: Payload }): Promise<void>
}

export interface FsIntentsDeps {
  db: Database
  now(): number
  /** Nothing else changes in these places while `work` runs. */
  hold(places: readonly PlaceId[], work: () => Promise<void>): Promise<void>
  /** An intent that could not be replayed stays, for another attempt or for the next start. */
  onError(error: unknown): void
  note(message: string, facts: Readonly<Record<string, unknown>>): void
}

/** What is about to happen in a folder. The row is committed before the first step on the disk. */
export class FsIntents {
  readonly #deps: FsIntentsDeps
  readonly #kinds = new Map<string, IntentKind<unknown>>()
  readonly retries: IntentRetries

  readonly #inserts: RowInserts
  #removal: CompiledQuery | null = null

  constructor(deps: FsIntentsDeps) {
    this.#deps = deps
    this.#inserts = new RowInserts(deps.db.build)
    const { hold, onError, note } = deps
    this.retries = new IntentRetries({ hold, onError, note, replay: (id) => this.replayOne(id) })
  }

  register<Payload>(kind: IntentKind<Payload>): void {
    // `replay` is only ever given what the kind's own schema parsed.
    this.#kinds.set(kind.kind, kind as IntentKind<unknown>)
  }

  record<Payload>(kind: IntentKind<Payload>, intent: { id: string; placeId: PlaceId; payload: Payload }): Step {
    return this.#inserts.into('fs_intents', {
      id: intent.id,
      kind: kind.kind,
      place_id: intent.placeId,
      payload: JSON.stringify(intent.payload),
      created_at: this.#deps.now(),
    })
  }

  remove(id: string): Step {
    this.#removal ??= this.#deps.db.build.deleteFrom('fs_intents').where('id', '=', '').compile()
    return bind(this.#removal, [id])
  }

  /**
   * The work of a recorded intent. What the disk breaks off is tried once more while nobody else sees it, and then
   * again and again while the vault runs.
   * @param work may be interrupted anywhere and done again
   * @throws what kept it from being done, twice
   */
  async carryOut<T>(id: string, places: readonly PlaceId[], work: () => Promise<T>): Promise<T> {
    try {
      return await work().catch(work)
    } catch (error) {
      await this.retryLater(id, places)
      throw error
    }
  }

  /** After work on an intent failed. What was taken back has no row any more, and nothing to try again. */
  async retryLater(id: string, places: readonly PlaceId[]): Promise<void> {
    // A database that cannot tell may still have it.
    const isLeft = await this.#find(id).then(
      (row) => row !== null,
      () => true,
    )
    if (isLeft) this.retries.add(id, places)
  }

  /** At start, before anything watches or writes. @returns how many were replayed and how many remain */
  async replayAll(): Promise<{ replayed: number; failed: number }> {
    const { db } = this.#deps
    const rows = await db.read(db.build.selectFrom('fs_intents').selectAll().orderBy('created_at').orderBy('id'))
    let failed = 0
    for (const row of rows) {
      try {
        await this.#replay(row)
      } catch (error) {
        failed++
        this.#deps.onError(error)
      }
    }
    return { replayed: rows.length - failed, failed }
  }

  /** One intent, while the vault goes on. @returns false when there is none */
  async replayOne(id: string): Promise<boolean> {
    const row = await this.#find(id)
    if (row === null) return false
    await this.#replay(row)
    return true
  }

  async #replay(row: Row<'fs_intents'>): Promise<void> {
    const kind = this.#kinds.get(row.kind)
    if (!kind) throw new Error(`an intent of the unknown kind ${row.kind}`)
    await kind.replay({ id: row.id, placeId: row.place_id, payload: kind.schema.parse(JSON.parse(row.payload)) })
  }

  #find(id: string): Promise<Row<'fs_intents'> | null> {
    const { db } = this.#deps
    return db.readOne(db.build.selectFrom('fs_intents').selectAll().where('id', '=', id))
  }
}
