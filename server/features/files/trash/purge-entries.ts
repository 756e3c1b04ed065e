import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'
import type { DirectorySyncer } from '../disk/directory-syncer.ts'
import { onDisk } from '../disk/disk-failure.ts'
import { openFolder } from '../disk/folder-handle.ts'
import { openPlaceFolder, type RootOf } from '../disk/place-folder.ts'
import { lighter } from '../entries/change.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { FaultPoint } from '../intents/fault-point.ts'
import type { FsIntents, IntentKind } from '../intents/fs-intents.ts'
import type { FolderLocks } from '../locks/folder-locks.ts'
import type { KeyedMutex } from '../locks/keyed-mutex.ts'
import { addToPlaceStep, type SubtreeTotal } from '../moving/subtree.ts'
import { dropContentStep } from '../reconcile/reconcile-steps.ts'
import { selectVersions, storedAt } from '../versions/find-version.ts'
import type { RemoveVersions } from '../versions/remove-versions.ts'
import type { TrashedRow } from './restore-entries.ts'

const id = <Id extends string>() => z.string().transform((text) => text as Id)
const purgeSchema = z.object({ entryId: id<EntryId>(), stored: z.array(z.string()) })
type Purge = z.output<typeof purgeSchema>

export interface PurgeDeps {
  db: Database
  commits: EntryCommits
  intents: FsIntents
  locks: FolderLocks
  trashing: KeyedMutex
  syncer: DirectorySyncer
  clock: Clock
  removeVersions: RemoveVersions
  faultPoint: FaultPoint
  rootOf: RootOf
}

const ROWS_PER_UNIT = 500

/**
 * Deletes what lies in the trash for good: the row that could bring it back first, then the bytes with all older
 * contents, then the rows below it. Once begun it is finished, also after a crash.
 */
export class PurgeEntries implements IntentKind<Purge> {
  readonly kind = 'purge'
  readonly schema = purgeSchema
  readonly #deps: PurgeDeps

  constructor(deps: PurgeDeps) {
    this.#deps = deps
  }

  /**
   * @returns `gone` when somebody restored or deleted it meanwhile
   * @throws VaultError `place_offline` before anything was deleted
   */
  async purge(row: Pick<TrashedRow, 'id' | 'entry_id' | 'place_id' | 'stored_name'>): Promise<'purged' | 'gone'> {
    const { locks, trashing, clock, intents, faultPoint } = this.#deps
    const placeId = row.place_id
    const payload: Purge = { entryId: row.entry_id, stored: row.stored_name.split('/') }
    const intentId = newId<string>(clock)
    await this.#requireThere(placeId)
    // A restore waits for folders while it has its turn, so nothing that has a folder may wait for a turn.
    const isBegun = await trashing.run(placeId, () => this.#begin(intentId, row.id, placeId, payload))
    if (!isBegun) return 'gone'
    // The place keeps its name meanwhile.
    await locks.run([{ placeId, path: payload.stored.slice(0, -1), hold: 'share' }], () =>
      intents.carryOut(intentId, [placeId], async () => {
        await faultPoint('purge: recorded')
        await this.#carryOut(intentId, placeId, payload)
      }),
    )
    return 'purged'
  }

  async replay({ id: intentId, placeId, payload }: { id: string; placeId: PlaceId; payload: Purge }): Promise<void> {
    await this.#carryOut(intentId, placeId, payload)
  }

  async #requireThere(placeId: PlaceId): Promise<void> {
    const root = await openFolder(await this.#deps.rootOf(placeId), [])
    await root.close()
  }

  async #begin(intentId: string, trashId: string, placeId: PlaceId, payload: Purge): Promise<boolean> {
    const { db, commits, intents } = this.#deps
    const result = await commits.commit({
      steps: [
        { query: db.build.deleteFrom('trash').where('id', '=', trashId), expect: { changes: 1 }, otherwise: 'gone' },
        intents.record(this, { id: intentId, placeId, payload }),
      ],
      changes: [],
    })
    return result.kind === 'committed'
  }

  async #carryOut(intentId: string, placeId: PlaceId, { entryId, stored }: Purge): Promise<void> {
    const { faultPoint } = this.#deps
    await this.#removeVersions(entryId)
    await faultPoint('purge: versions removed')
    await onDisk(() => this.#removeBytes(placeId, stored))
    await faultPoint('purge: bytes removed')
    await this.#removeRows(intentId, placeId, entryId)
  }

  async #removeVersions(entryId: EntryId): Promise<void> {
    const { db, removeVersions } = this.#deps
    for (;;) {
      const some = selectVersions(db)
        .where(sql<boolean>`v.entry_id in ${subtree(entryId)}`)
        .limit(ROWS_PER_UNIT)
      const rows = await db.read(some)
      if (rows.length === 0) return
      await removeVersions.removeHeld(null, rows.map(storedAt))
    }
  }

  async #removeBytes(placeId: PlaceId, stored: readonly string[]): Promise<void> {
    const { rootOf, syncer } = this.#deps
    const folder = await openPlaceFolder(rootOf, placeId, stored.slice(0, -1))
    if (folder === null) return
    try {
      // A symbolic link in it is removed, never followed.
      await rm(folder.at(stored.at(-1) ?? ''), { recursive: true, force: true })
      await syncer.sync(folder)
    } finally {
      await folder.close()
    }
  }

  /** From the leaves up, in portions, so that others' commits need not wait. */
  async #removeRows(intentId: string, placeId: PlaceId, entryId: EntryId): Promise<void> {
    const { db, commits, intents, faultPoint } = this.#deps
    for (;;) {
      const leaves = await db.read(leavesBelow(entryId).compile(db.build))
      const isLast = leaves.length === 0 || leaves.some(({ id }) => id === entryId)
      const ids = leaves.map(({ id }) => id)
      const contents = leaves.flatMap(({ content_id }) => (content_id === null ? [] : [content_id]))
      const result = await commits.commit({
        steps: [
          ...(ids.length === 0 ? [] : [db.build.deleteFrom('entries').where('id', 'in', ids)]),
          // The trigger takes each from the totals of its place, which all of it left when it was trashed.
          ...addToPlaceStep(db, placeId, sumOf(leaves.filter(({ state }) => state !== 'trashed'))),
          ...contents.map((content) => dropContentStep(db, content)),
          ...(isLast ? [intents.remove(intentId)] : []),
        ],
        changes: isLast ? [lighter(placeId)] : [],
        touched: ids,
        ...(isLast ? { reshaped: [placeId] } : {}),
      })
      if (result.kind !== 'committed') throw new VaultError('internal', { cause: new Error(JSON.stringify(result)) })
      if (isLast) return
      await faultPoint('purge: some rows removed')
    }
  }
}

type Leaf = Pick<Row<'entries'>, 'id' | 'content_id' | 'state' | 'size_bytes'>

function sumOf(rows: readonly Leaf[]): SubtreeTotal {
  return { count: rows.length, sizeBytes: rows.reduce((sum, row) => sum + row.size_bytes, 0) }
}

const subtree = (entryId: EntryId) => sql`(
  with recursive below (id) as (
    select id from entries where id = ${entryId}
    union all
    select e.id from entries e join below on e.parent_id = below.id
  )
  select id from below)`

const leavesBelow = (entryId: EntryId) => sql<Leaf>`
  select e.id, e.content_id, e.state, e.size_bytes from entries e where e.id in ${subtree(entryId)}
    and not exists (select 1 from entries child where child.parent_id = e.id)
  limit ${ROWS_PER_UNIT}`
