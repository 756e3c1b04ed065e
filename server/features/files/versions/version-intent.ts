import type { PlaceId } from '#lib/core/ids/ids.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { diskFailure } from '../disk/disk-failure.ts'
import { isSameFile } from '../disk/file-facts.ts'
import { type FolderHandle, openFolder, openFolderIfThere } from '../disk/folder-handle.ts'
import { findRoot, openPlaceFolder, type RootOf } from '../disk/place-folder.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { FsIntents, IntentKind } from '../intents/fs-intents.ts'
import { unpackStep } from '../intents/packed-steps.ts'
import { factsStep } from '../publishing/publication-steps.ts'
import { type SwapDeps, swapVersion, unswapVersion, type VersionFolders } from './swap-version.ts'
import { type VersionPlan, versionPlanSchema } from './version-plan.ts'

export interface VersionIntentDeps extends SwapDeps {
  db: Database
  commits: EntryCommits
  intents: FsIntents
  clock: Clock
  rootOf: RootOf
}

/** `changed`: another file lies under the name; `lost`: the version lies nowhere. Then nothing is left of the plan. */
export type VersionRestored = 'restored' | 'changed' | 'lost'

/** The restoring of a version from its intent to the entry: now, or after a crash. */
export class VersionIntent implements IntentKind<VersionPlan> {
  readonly kind = 'restore-version'
  readonly schema = versionPlanSchema
  readonly #deps: VersionIntentDeps

  constructor(deps: VersionIntentDeps) {
    this.#deps = deps
  }

  /** The caller holds the folder. */
  async begin(placeId: PlaceId, plan: VersionPlan): Promise<VersionRestored> {
    const { db, intents, clock, faultPoint } = this.#deps
    const id = newId<string>(clock)
    requireCommitted(await db.commit([intents.record(this, { id, placeId, payload: plan })]))
    try {
      await faultPoint('restore version: intended')
      return await this.#carryOut(id, placeId, plan)
    } catch (error) {
      // Taken back already, unless the disk refused that as well.
      await intents.retryLater(id, [placeId])
      throw error
    }
  }

  async replay({ id, placeId, payload }: { id: string; placeId: PlaceId; payload: VersionPlan }): Promise<void> {
    await this.#carryOut(id, placeId, payload)
  }

  async #carryOut(id: string, placeId: PlaceId, plan: VersionPlan): Promise<VersionRestored> {
    const { commits, intents, db } = this.#deps
    const folders = await this.#open(placeId, plan)
    if (folders === null) {
      await this.#withdraw(id)
      return 'lost'
    }
    try {
      const swap = await this.#swap(id, plan, folders)
      if (swap.kind !== 'swapped') {
        await unswapVersion(plan, folders)
        await this.#withdraw(id)
        return swap.kind
      }
      const isSame = isSameFile(swap.facts, plan.stored.facts) && swap.facts.mtimeNs === plan.stored.facts.mtimeNs
      const facts = isSame ? [] : [factsStep(db, plan.contentId, swap.facts)]
      const result = await commits.commit({
        steps: [...plan.steps.map(unpackStep), ...facts, intents.remove(id)],
        changes: plan.changes,
        touched: [plan.entryId],
      })
      if (result.kind === 'committed') return 'restored'
      await unswapVersion(plan, folders)
      await this.#withdraw(id)
      return 'changed'
    } finally {
      await closeAll(folders)
    }
  }

  /** What the disk refuses is taken back at once. */
  async #swap(id: string, plan: VersionPlan, folders: VersionFolders) {
    try {
      return await swapVersion(plan, folders, this.#deps)
    } catch (error) {
      await unswapVersion(plan, folders)
      await this.#withdraw(id)
      throw diskFailure(error)
    }
  }

  async #withdraw(id: string): Promise<void> {
    requireCommitted(await this.#deps.db.commit([this.#deps.intents.remove(id)]))
  }

  /** Null when the folder of the entry or that of the version is not there. */
  async #open(placeId: PlaceId, plan: VersionPlan): Promise<VersionFolders | null> {
    const { rootOf } = this.#deps
    const root = await findRoot(rootOf, placeId)
    if (root === null) return null
    const entry = await openFolderIfThere(root, plan.folder)
    const stored = await openPlaceFolder(rootOf, plan.stored.placeId, plan.stored.path.slice(0, -1))
    const kept = plan.kept && (await openFolder(root, plan.kept.path.slice(0, -1)))
    if (entry && stored) return { entry, stored, kept }
    await closeAll({ entry, stored, kept })
    return null
  }
}

async function closeAll(folders: Record<keyof VersionFolders, FolderHandle | null>): Promise<void> {
  await Promise.all([folders.entry, folders.stored, folders.kept].map((folder) => folder?.close()))
}
