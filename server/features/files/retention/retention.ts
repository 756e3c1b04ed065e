import { sql } from 'kysely'
import { z } from 'zod'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import type { JobControl, JobHandler } from '#server/jobs/job.ts'
import type { PurgeEntries } from '../trash/purge-entries.ts'
import type { TrashedRow } from '../trash/restore-entries.ts'
import { selectVersions, storedAt } from '../versions/find-version.ts'
import type { RemoveVersions } from '../versions/remove-versions.ts'

export const RETENTION = 'retention'

/** How long what was deleted or replaced is kept; null: for ever, and all. */
export interface Keeping {
  trashKeepDays: number | null
  versionKeepDays: number | null
  versionKeepCount: number | null
}

export interface RetentionDeps {
  db: Database
  purge: PurgeEntries
  removeVersions: RemoveVersions
  keeping(): Keeping
  /** The earliest that it may be by any clock. */
  judge(): number
  onError(error: unknown): void
}

export interface RetentionResult {
  entries: number
  versions: number
}

const DAY_MS = 86_400_000
const PER_PAGE = 200
/** A vault that was off that long, or whose clock was set that far, deletes nothing on the first look. */
const JUMP_DAYS = 14
const LAST_RUN = 'retention.lastRun'

/** The periodic job that lets go of what was kept long enough. */
export class Retention implements JobHandler<unknown> {
  readonly #deps: RetentionDeps

  constructor(deps: RetentionDeps) {
    this.#deps = deps
  }

  parse(payload: unknown): unknown {
    return payload
  }

  async run(_job: unknown, control: JobControl): Promise<RetentionResult> {
    const now = this.#deps.judge()
    const done: RetentionResult = { entries: 0, versions: 0 }
    if (!(await this.#isTimeTrusted(now))) return done
    const { trashKeepDays, versionKeepDays, versionKeepCount } = this.#deps.keeping()
    if (trashKeepDays !== null) done.entries = await this.#letTrashGo(now - trashKeepDays * DAY_MS, control)
    if (versionKeepDays !== null) {
      const old = sql<boolean>`v.made_at < ${now - versionKeepDays * DAY_MS}`
      done.versions += await this.#letVersionsGo(old, control)
    }
    if (versionKeepCount !== null) {
      const surplus = sql<boolean>`v.id in (
        select id from (
          select id, row_number() over (partition by entry_id order by made_at desc, id desc) as nth from versions
        ) as ranked where nth > ${versionKeepCount})`
      done.versions += await this.#letVersionsGo(surplus, control)
    }
    return done
  }

  /** Remembers this look, and whether the one before was a believable time ago. */
  async #isTimeTrusted(now: number): Promise<boolean> {
    const { db } = this.#deps
    const row = await db.readOne(db.build.selectFrom('settings').select('value').where('key', '=', LAST_RUN))
    const last = z.number().safeParse(row === null ? null : JSON.parse(row.value))
    const value = JSON.stringify(now)
    requireCommitted(
      await db.commit([
        db.build
          .insertInto('settings')
          .values({ key: LAST_RUN, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      ]),
    )
    return last.success && now >= last.data && now - last.data < JUMP_DAYS * DAY_MS
  }

  async #letTrashGo(before: number, control: JobControl): Promise<number> {
    const { db, purge } = this.#deps
    let gone = 0
    for (const placeId of await this.#places()) {
      let after = { at: Number.MIN_SAFE_INTEGER, id: '' }
      for (;;) {
        const rows = await db.read(expired(db, placeId, before, after))
        const last = rows.at(-1)
        if (!last) break
        for (const row of rows) {
          control.signal.throwIfAborted()
          if (await this.#quietly(() => purge.purge(row))) gone++
          control.progress(gone, null)
        }
        after = { at: last.trashed_at, id: last.id }
      }
    }
    return gone
  }

  async #letVersionsGo(which: ReturnType<typeof sql<boolean>>, control: JobControl): Promise<number> {
    const { db, removeVersions } = this.#deps
    let gone = 0
    let after = ''
    for (;;) {
      control.signal.throwIfAborted()
      const rows = await db.read(
        selectVersions(db).clearOrderBy().where(which).where('v.id', '>', after).orderBy('v.id').limit(PER_PAGE),
      )
      const last = rows.at(-1)
      if (!last) return gone
      for (const row of rows) {
        if (await this.#quietly(() => removeVersions.remove(row.entry_id, [storedAt(row)]))) gone++
      }
      after = last.id
    }
  }

  async #places(): Promise<PlaceId[]> {
    const { db } = this.#deps
    const rows = await db.read(db.build.selectFrom('places').select('id').where('deleted_at', 'is', null))
    return rows.map(({ id }) => id)
  }

  /** What cannot go now, goes another time: a drive that is not there, a version that was just restored. */
  async #quietly(work: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await work()) !== 'gone'
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      if (error.code === 'internal') this.#deps.onError(error)
      return false
    }
  }
}

function expired(db: Database, placeId: PlaceId, before: number, after: { at: number; id: string }) {
  return db.build
    .selectFrom('trash as t')
    .innerJoin('entries as e', 'e.id', 't.entry_id')
    .selectAll('t')
    .select(['e.kind', 'e.mime', 'e.uploader_kind', 'e.uploader_id'])
    .where('t.place_id', '=', placeId)
    .where('t.trashed_at', '<', before)
    .where((eb) =>
      eb.or([
        eb('t.trashed_at', '>', after.at),
        eb.and([eb('t.trashed_at', '=', after.at), eb('t.id', '>', after.id)]),
      ]),
    )
    .orderBy('t.trashed_at')
    .orderBy('t.id')
    .limit(PER_PAGE)
    .$castTo<TrashedRow>()
}
