import { z } from 'zod'
import type { PurgeBody } from '#lib/contracts/http/trash.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { JobControl, JobHandler } from '#server/jobs/job.ts'
import { actorSchema, type BulkResult, fromSchema } from '../bulk/bulk-payload.ts'
import { type PermissionDeps, permissionsNow } from '../bulk/permissions.ts'
import { inParts, type SelectionDeps, selectTrashed } from '../bulk/selection.ts'
import { Tally } from '../bulk/tally.ts'
import { ownerOf } from '../entries/owner.ts'
import type { Viewer } from '../listing/present-entries.ts'
import type { OnDeleted } from '../serving.service.ts'
import { countTrash, trashedBefore } from './list-trash.ts'
import type { PurgeEntries } from './purge-entries.ts'
import type { TrashedRow } from './restore-entries.ts'

export const PURGE = 'purge'

const purgePayloadSchema = z.object({
  placeId: z.string().transform((id) => id as PlaceId), // written by us, from a branded id
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ids'), ids: z.array(z.string()) }),
    // What was deleted after the question was answered stays.
    z.object({ kind: z.literal('until'), newestId: z.string() }),
  ]),
  actor: actorSchema,
  from: fromSchema,
})
export type PurgePayload = z.output<typeof purgePayloadSchema>

export interface PurgeJobDeps extends PermissionDeps, SelectionDeps {
  purge: PurgeEntries
  onDeleted: OnDeleted
}

const PER_PAGE = 200

/** Deletes entries of the trash for good, one after the other: what is done stays done when it is stopped. */
export class PurgeJob implements JobHandler<PurgePayload> {
  readonly concurrency = 2
  readonly #deps: PurgeJobDeps

  constructor(deps: PurgeJobDeps) {
    this.#deps = deps
  }

  parse(payload: unknown): PurgePayload {
    return purgePayloadSchema.parse(payload)
  }

  async run({ payload }: { payload: PurgePayload }, control: JobControl): Promise<BulkResult> {
    const tally = new Tally(control)
    const { placeId, what } = payload
    if (what.kind === 'ids') {
      const groups = await selectTrashed(placeId, { kind: 'ids', ids: what.ids }, this.#deps)
      const rows = groups.flat()
      tally.expect(rows.reduce((sum, row) => sum + amountOf(row), 0))
      tally.add('skipped', new Set(what.ids).size - rows.length, 0)
      for (const part of inParts(rows, PER_PAGE)) await this.#purgeAll(part, payload, control, tally)
      return tally.result
    }
    tally.expect(await this.#amountUntil(placeId, what.newestId))
    let after = ''
    for (;;) {
      const rows = await this.#deps.db.read(trashedBefore(this.#deps.db, placeId, what.newestId, after, PER_PAGE))
      const last = rows.at(-1)
      if (!last) return tally.result
      await this.#purgeAll(rows, payload, control, tally)
      after = last.id
    }
  }

  async #amountUntil(placeId: PlaceId, newestId: string): Promise<number> {
    const { db } = this.#deps
    const row = await db.readOne(
      db.build
        .selectFrom('trash')
        .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('descendant_count').as('below')])
        .where('place_id', '=', placeId)
        .where('id', '<=', newestId),
    )
    return (row?.count ?? 0) + (row?.below ?? 0)
  }

  async #purgeAll(
    rows: readonly TrashedRow[],
    { actor, placeId, from }: PurgePayload,
    control: JobControl,
    tally: Tally,
  ): Promise<void> {
    const permissions = await permissionsNow(actor, placeId, this.#deps)
    for (const row of rows) {
      control.signal.throwIfAborted()
      // Of what a guest does not see, nothing is told.
      if (!(permissions?.may('trash.see', ownerOf(row.uploader_kind, row.uploader_id)) ?? true)) continue
      const owned = { ...row, id: row.entry_id }
      const isAllowed = (await permissions?.mayDelete(owned, 'entry.purge')) ?? false
      const outcome = isAllowed ? await this.#deps.purge.purge(row) : 'refused'
      if (outcome === 'purged') {
        const gone = { id: row.entry_id, place_id: placeId, name: row.name, size_bytes: row.size_bytes }
        this.#deps.onDeleted({ how: 'purge', row: gone, by: actor, from })
      }
      tally.add(outcome === 'purged' ? 'changed' : outcome === 'gone' ? 'skipped' : 'refused', 1, amountOf(row))
    }
  }
}

const amountOf = (row: TrashedRow) => 1 + row.descendant_count

/**
 * What was asked for, once it is known that the person saw how much it is.
 * @throws VaultError `confirmation_needed` with `details.count`
 */
export async function planPurge(
  { entries, confirm }: PurgeBody,
  viewer: Viewer,
  deps: SelectionDeps,
): Promise<Omit<PurgePayload, 'from'>> {
  const base = { placeId: viewer.place.id, actor: actorSchema.parse(viewer.actor) }
  if (entries !== null) {
    const ids = [...new Set(entries)] as EntryId[]
    requireConfirmed(confirm, ids.length)
    return { ...base, what: { kind: 'ids', ids } }
  }
  const { count, newestId } = await countTrash(viewer, deps.db)
  requireConfirmed(confirm, count)
  return { ...base, what: { kind: 'until', newestId: newestId ?? '' } }
}

function requireConfirmed(confirm: number, count: number): void {
  if (confirm !== count) throw new VaultError('confirmation_needed', { details: { count } })
}
