import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { diskFailure, onDisk } from '../disk/disk-failure.ts'
import { type FolderHandle, openFolderIfThere } from '../disk/folder-handle.ts'
import { findRoot, type RootOf } from '../disk/place-folder.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { FsIntents, IntentKind } from '../intents/fs-intents.ts'
import { unpackStep } from '../intents/packed-steps.ts'
import {
  type Placement,
  type PlacementDeps,
  placePublication,
  removeStaged,
  unplacePublication,
} from './place-publication.ts'
import { factsStep, type PublicationSteps } from './publication-steps.ts'
import { type PublishPlan, publishPlanSchema } from './publish-plan.ts'

export interface PublishIntentDeps extends PlacementDeps {
  db: Database
  steps: PublicationSteps
  commits: EntryCommits
  intents: FsIntents
  rootOf: RootOf
}

/**
 * `exists`: another file holds the name; `lost`: the staged file is gone. In both cases nothing is left of the plan.
 */
export type CarriedOut = 'listed' | 'exists' | 'lost'

/** The disk refused; the database still holds the intent and nothing else. */
export class PlacementFailed extends VaultError {}

/** A publication from its intent to its entry: now, or after a crash. */
export class PublishIntent implements IntentKind<PublishPlan> {
  readonly kind = 'publish'
  readonly schema = publishPlanSchema
  readonly #deps: PublishIntentDeps

  constructor(deps: PublishIntentDeps) {
    this.#deps = deps
  }

  /**
   * After a failure of the database nobody knows what it holds: the intent stays and decides later.
   * @throws PlacementFailed; VaultError `entry_changed` when a guard failed: then, too, nothing is left of the plan
   */
  async carryOut(plan: PublishPlan, root: string, folder: FolderHandle): Promise<CarriedOut> {
    const { db, commits, intents, faultPoint } = this.#deps
    const placement = await this.#place(plan, root, folder)
    if (placement.kind !== 'placed') {
      await this.withdraw(plan)
      return placement.kind
    }
    const facts = placement.facts ? [factsStep(db, plan.contentId, placement.facts)] : []
    const result = await commits.commit({
      steps: [...plan.steps.map(unpackStep), ...facts, intents.remove(plan.contentId)],
      changes: plan.changes,
      touched: [plan.entryId],
    })
    if (result.kind !== 'committed') {
      await this.undo(plan, root, folder)
      if (result.kind === 'conflict' && result.constraint.startsWith('entries.')) return 'exists'
      const details = result.kind === 'conflict' ? { constraint: result.constraint } : { tag: result.tag }
      throw new VaultError('entry_changed', { details })
    }
    await faultPoint('publish: recorded')
    await removeStaged(plan)
    return 'listed'
  }

  async #place(plan: PublishPlan, root: string, folder: FolderHandle): Promise<Placement> {
    try {
      return await placePublication(plan, root, folder, this.#deps)
    } catch (error) {
      const { code, details } = diskFailure(error)
      throw new PlacementFailed(code, { details, cause: error })
    }
  }

  /** Takes back what was done so far; the staged file is where it was. */
  async undo(plan: PublishPlan, root: string, folder: FolderHandle): Promise<void> {
    await onDisk(() => unplacePublication(plan, root, folder))
    await this.withdraw(plan)
  }

  async withdraw(plan: Pick<PublishPlan, 'contentId'>): Promise<void> {
    const { db, steps, intents } = this.#deps
    requireCommitted(await db.commit([steps.withdraw(plan.contentId), intents.remove(plan.contentId)]))
  }

  /**
   * What cannot be finished is undone, and whoever published asks again: the staged file is still there, or was lost by
   * a hand from outside.
   */
  async replay({ placeId, payload: plan }: { placeId: PlaceId; payload: PublishPlan }): Promise<void> {
    const root = await findRoot(this.#deps.rootOf, placeId)
    const folder = root === null ? null : await openFolderIfThere(root, plan.folder)
    if (root === null || folder === null) return this.withdraw(plan)
    try {
      await this.carryOut(plan, root, folder)
    } catch (error) {
      if (!(error instanceof VaultError) || error.code !== 'entry_changed') throw error
    } finally {
      await folder.close()
    }
  }
}
