import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { CommitResult, Step } from '#server/db/unit-of-work.ts'
import { onDisk } from '../disk/disk-failure.ts'
import type { Change } from '../entries/change.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { FsIntents, IntentKind } from '../intents/fs-intents.ts'
import { unpackStep } from '../intents/packed-steps.ts'
import { type MoveItemsDeps, moveItems } from './move-items.ts'
import { OpenedFolders } from './opened-folders.ts'
import { type ItemOutcome, type Relocation, type RelocationItem, relocationSchema } from './relocation.ts'

export interface RelocatorDeps extends MoveItemsDeps {
  commits: EntryCommits
  intents: FsIntents
  clock: Clock
  rootOf(placeId: PlaceId): Promise<string>
  /** Looks at one name on the disk and corrects what the database says of it. */
  notice(placeId: PlaceId, folder: readonly string[], name: string): Promise<void>
  note(message: string, facts: Readonly<Record<string, unknown>>): void
  onError(error: unknown): void
}

export interface RelocationRequest {
  items: readonly RelocationItem[]
  /** Committed with the intent, before anything moves. */
  first?: { steps: readonly Step[]; changes: readonly Change[] }
}

/** Carries out relocations; the caller holds the locks of every folder that is named. */
export class Relocator implements IntentKind<Relocation> {
  readonly kind = 'relocate'
  readonly schema = relocationSchema
  readonly #deps: RelocatorDeps

  constructor(deps: RelocatorDeps) {
    this.#deps = deps
  }

  /**
   * @returns what became of each item, in their order
   * @throws VaultError `entry_changed` when a guard failed: before anything moved
   */
  async relocate({ items, first }: RelocationRequest): Promise<ItemOutcome[]> {
    const { commits, intents, clock, faultPoint } = this.#deps
    const [item] = items
    if (!item) return []
    const id = newId<string>(clock)
    const record = intents.record(this, { id, placeId: item.from.placeId, payload: { items: [...items] } })
    const result = await commits.commit({
      steps: [...(first?.steps ?? []), record],
      changes: first?.changes ?? [],
      ...touchedBy(items),
    })
    requireUnchanged(result)
    return intents.carryOut(id, placesOf(items), async () => {
      await faultPoint('relocate: intended')
      return this.#carryOut(id, items)
    })
  }

  async replay({ id, payload }: { id: string; payload: Relocation }): Promise<void> {
    try {
      await this.#carryOut(id, payload.items)
    } catch (error) {
      if (!(error instanceof VaultError) || error.code !== 'entry_changed') throw error
      await this.#giveUp(id, payload.items)
    }
  }

  /** Somebody went on with an entry meanwhile: what lies on the disk now is what counts. */
  async #giveUp(id: string, items: readonly RelocationItem[]): Promise<void> {
    const { commits, intents, notice, note, onError } = this.#deps
    requireUnchanged(await commits.commit({ steps: [intents.remove(id)], changes: [], ...touchedBy(items) }))
    note('a broken-off move gave way to a later change', { intent: id, entries: items.map(({ entryId }) => entryId) })
    for (const { placeId, folder, name } of items.flatMap(({ from, to }) => [from, to])) {
      // Not waited for: looking needs the folders that the caller holds.
      notice(placeId, folder, name).catch(onError)
    }
  }

  async #carryOut(id: string, items: readonly RelocationItem[]): Promise<ItemOutcome[]> {
    const { commits, intents, rootOf, faultPoint } = this.#deps
    const folders = new OpenedFolders(rootOf)
    try {
      const outcomes = await onDisk(() => moveItems(items, folders, this.#deps))
      await faultPoint('relocate: synced')
      const recorded = items.map((item, index) => recordOf(item, outcomes[index] ?? 'refused'))
      const result = await commits.commit({
        steps: [...recorded.flatMap(({ steps }) => steps.map(unpackStep)), intents.remove(id)],
        changes: recorded.flatMap(({ changes }) => changes),
        ...touchedBy(items),
      })
      requireUnchanged(result)
      return outcomes
    } finally {
      await folders.close()
    }
  }
}

function recordOf(item: RelocationItem, outcome: ItemOutcome) {
  if (outcome === 'moved') return item.done
  return outcome === 'lost' && item.whenLost === 'done' ? item.done : item.undo
}

const placesOf = (items: readonly RelocationItem[]): PlaceId[] =>
  items.flatMap(({ from, to }) => [from.placeId, to.placeId])

function touchedBy(items: readonly RelocationItem[]): { touched: EntryId[]; reshaped: PlaceId[] } {
  const folders = items.filter(({ kind }) => kind === 'folder')
  return {
    touched: items.map(({ entryId }) => entryId),
    reshaped: [...new Set(folders.flatMap(({ from, to }) => [from.placeId, to.placeId]))],
  }
}

function requireUnchanged(result: CommitResult): void {
  if (result.kind === 'committed') return
  const details = result.kind === 'guard_failed' ? { tag: result.tag } : { constraint: result.constraint }
  throw new VaultError('entry_changed', { details })
}
