import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, JobId } from '#lib/core/ids/ids.ts'
import { checkListedPath } from '#lib/core/names/place-path.ts'
import type { JobControl, JobHandler } from '#server/jobs/job.ts'
import { ownerOf } from '../entries/owner.ts'
import { KeyedMutex } from '../locks/keyed-mutex.ts'
import { type MoveDeps, moveEntries } from '../moving/move-entries.ts'
import { moveVersions } from '../moving/move-versions.ts'
import { totalBelow } from '../moving/subtree.ts'
import type { OnDeleted } from '../serving.service.ts'
import { type RestoreDeps, restoreEntries } from '../trash/restore-entries.ts'
import { trashEntries } from '../trash/trash-entries.ts'
import { type BulkPayload, type BulkResult, bulkPayloadSchema } from './bulk-payload.ts'
import { type CopyDeps, type CopyRequest, copyTree } from './copy-tree.ts'
import { ownerOfActor, type PermissionDeps, type PermissionsNow, permissionsNow } from './permissions.ts'
import { BATCH_SIZE, type Group, inParts, type SelectionDeps, selectListed, selectTrashed } from './selection.ts'
import { Tally } from './tally.ts'

/** Kinds of jobs, by the action a client asks for. */
export const BULK_KINDS = { trash: 'trash', restore: 'restore', move: 'move', copy: 'copy' } as const

export interface BulkDeps extends MoveDeps, RestoreDeps, CopyDeps, PermissionDeps, SelectionDeps {
  onDeleted: OnDeleted
}

interface Run {
  jobId: JobId
  payload: BulkPayload
  control: JobControl
  tally: Tally
}

type Batch = { parentId: EntryId | null; ids: EntryId[] }

/**
 * Trashing, restoring, moving and copying many entries, a batch at a time: what is done stays done when it is stopped.
 */
export class BulkJob implements JobHandler<BulkPayload> {
  readonly concurrency = 2
  readonly #deps: BulkDeps
  readonly #versions = new KeyedMutex()

  constructor(deps: BulkDeps) {
    this.#deps = deps
  }

  parse(payload: unknown): BulkPayload {
    return bulkPayloadSchema.parse(payload)
  }

  async run({ id, payload }: { id: JobId; payload: BulkPayload }, control: JobControl): Promise<BulkResult> {
    const run = { jobId: id, payload, control, tally: new Tally(control) }
    switch (payload.body.action) {
      case 'trash':
        await this.#eachBatch(run, (batch) => this.#trash(run, batch))
        break
      case 'restore':
        await this.#restore(run)
        break
      case 'move':
        await this.#eachBatch(run, (batch) => this.#move(run, batch))
        break
      case 'copy':
        await this.#copy(run)
        break
    }
    return run.tally.result
  }

  async #eachBatch(run: Run, work: (batch: Batch) => Promise<void>): Promise<void> {
    const { groups, gone } = await selectListed(run.payload.placeId, run.payload.body.selector, this.#deps)
    run.tally.expect(gone + groups.reduce((sum, { ids }) => sum + ids.length, 0))
    run.tally.add('skipped', gone)
    for (const batch of batchesOf(groups)) {
      run.control.signal.throwIfAborted()
      await work(batch)
    }
  }

  async #trash({ jobId, payload, tally }: Run, batch: Batch): Promise<void> {
    const { placeId, actor } = payload
    const permissions = await permissionsNow(actor, placeId, this.#deps)
    if (!permissions) return tally.add('refused', batch.ids.length)
    await orGone(tally, batch.ids.length, () =>
      this.#deps.held.use({ placeId, ...batch }, [], async (rows, folder) => {
        const allowed = await filterAsync(rows, (row) => permissions.mayDelete(row))
        const request = { placeId, folder, rows: allowed, by: ownerOfActor(actor), jobId }
        const outcomes = await trashEntries(request, this.#deps)
        const gone = allowed.filter((_, index) => outcomes[index] === 'moved' || outcomes[index] === 'lost')
        for (const row of gone)
          this.#deps.onDeleted({ how: 'trash', row: { ...row, place_id: placeId }, by: actor, from: payload.from })
        const changed = gone.length
        tally.add('changed', changed)
        tally.add('refused', rows.length - changed)
        tally.add('skipped', batch.ids.length - rows.length)
      }),
    )
  }

  async #restore({ payload, control, tally }: Run): Promise<void> {
    const { placeId, actor, body } = payload
    const groups = await selectTrashed(placeId, body.selector, this.#deps)
    tally.expect(groups.reduce((sum, rows) => sum + rows.length, 0))
    for (const rows of groups.flatMap((group) => inParts(group, BATCH_SIZE))) {
      control.signal.throwIfAborted()
      const permissions = await permissionsNow(actor, placeId, this.#deps)
      const allowed = rows.filter((row) =>
        permissions?.may('entry.restore', ownerOf(row.uploader_kind, row.uploader_id)),
      )
      const outcomes = await restoreEntries(placeId, allowed, ownerOfActor(actor), this.#deps)
      const changed = outcomes.filter((outcome) => outcome === 'moved').length
      tally.add('changed', changed)
      tally.add('refused', rows.length - changed)
    }
  }

  async #move(run: Run, batch: Batch): Promise<void> {
    const { payload, tally, jobId } = run
    const { placeId, actor, body } = payload
    if (body.action !== 'move') return
    const to = targetOf(payload)
    const here = await permissionsNow(actor, placeId, this.#deps)
    const there = await permissionsNow(actor, to.placeId, this.#deps)
    const isOtherPlace = to.placeId !== placeId
    if (!here?.may('place.change') || !there?.may('place.change')) return tally.add('refused', batch.ids.length)
    await orGone(tally, batch.ids.length, async () => {
      const outcomes = await moveEntries(
        {
          from: { placeId, ...batch },
          to,
          conflict: body.conflict,
          by: ownerOfActor(actor),
          jobId,
          // What leaves a place is gone from it.
          mayMove: async (row) => !isOtherPlace || (await here.mayDelete(row)),
          mayReplace: (entry) => this.#mayReplace(there, entry.id),
        },
        this.#deps,
      )
      for (const [id, outcome] of outcomes) {
        if (outcome === 'moved') tally.add('changed')
        else if (outcome === 'elsewhere') await this.#moveByCopy(run, batch.parentId, id)
        else tally.add(SKIPPED.includes(outcome) ? 'skipped' : 'refused')
      }
      // Whoever comes first takes all that were left behind, also those of another job: one after the other.
      if (!isOtherPlace) return
      await this.#versions.run('', () => moveVersions({ from: placeId, to: to.placeId }, this.#deps))
    })
  }

  async #mayReplace(there: PermissionsNow, id: EntryId): Promise<boolean> {
    const { db } = this.#deps
    const row = await db.readOne(db.build.selectFrom('entries').selectAll().where('id', '=', id))
    return row !== null && (await there.mayDelete(row))
  }

  /** To another filesystem: copied, and the original trashed where it is, only when all of it arrived. */
  async #moveByCopy(run: Run, parentId: EntryId | null, id: EntryId): Promise<void> {
    const { payload, jobId, control, tally } = run
    if (payload.body.action !== 'move') return
    let whole = true
    const outcome = await copyTree(
      id,
      {
        jobId,
        to: targetOf(payload),
        conflict: payload.body.conflict,
        owner: null,
        control: {
          signal: control.signal,
          copied: () => {},
          entryDone: (each) => {
            whole &&= each === 'copied'
          },
        },
      },
      this.#deps,
    )
    if (outcome !== 'copied' || !whole) return tally.add(outcome === 'skipped' ? 'skipped' : 'refused')
    await this.#trash(run, { parentId, ids: [id] })
  }

  async #copy({ jobId, payload, control, tally }: Run): Promise<void> {
    const { placeId, actor, body } = payload
    if (body.action !== 'copy') return
    const { groups, gone } = await selectListed(placeId, body.selector, this.#deps)
    const ids = groups.flatMap((group) => group.ids)
    tally.expect(await this.#amountOf(ids))
    tally.add('skipped', gone, 0)
    const request: CopyRequest = {
      jobId,
      to: targetOf(payload),
      conflict: body.conflict,
      owner: ownerOfActor(actor),
      control: {
        signal: control.signal,
        copied: (bytes) => tally.progress(bytes),
        entryDone: (outcome) => tally.add(outcome === 'copied' ? 'changed' : outcome, 1, 1),
      },
    }
    for (const id of ids) {
      const here = await permissionsNow(actor, placeId, this.#deps)
      const there = await permissionsNow(actor, request.to.placeId, this.#deps)
      if (here?.may('place.enter') && there?.may('place.change')) await copyTree(id, request, this.#deps)
      else tally.add('refused')
    }
  }

  /** A copy's progress is counted in bytes, and one for each entry, so that empty files count as well. */
  async #amountOf(ids: readonly EntryId[]): Promise<number> {
    let amount = 0
    for (const id of ids) {
      const entry = await this.#deps.lookups.find(id)
      const below = entry?.kind === 'folder' ? await totalBelow(this.#deps.db, id) : { count: 0, sizeBytes: 0 }
      amount += 1 + (entry?.sizeBytes ?? 0) + below.count + below.sizeBytes
    }
    return amount
  }
}

const SKIPPED: readonly string[] = ['skipped', 'same', 'gone']

/** @throws VaultError `invalid_path` */
function targetOf({ body, placeId, targetPlaceId }: BulkPayload): { placeId: BulkPayload['placeId']; path: string[] } {
  const checked = checkListedPath(body.action === 'move' || body.action === 'copy' ? body.to.path : '')
  if (checked.kind === 'bad') throw new VaultError('invalid_path', { details: { reason: checked.reason } })
  return { placeId: targetPlaceId ?? placeId, path: checked.segments }
}

function batchesOf(groups: readonly Group[]): Batch[] {
  return groups.flatMap(({ parentId, ids }) => inParts(ids, BATCH_SIZE).map((part) => ({ parentId, ids: part })))
}

/** A folder that was trashed meanwhile takes what was selected in it along. */
async function orGone(tally: Tally, count: number, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof VaultError) || error.code !== 'entry_gone') throw error
    tally.add('skipped', count)
  }
}

async function filterAsync<Item>(items: readonly Item[], keep: (item: Item) => Promise<boolean>): Promise<Item[]> {
  const kept = await Promise.all(items.map(keep))
  return items.filter((_, index) => kept[index])
}
