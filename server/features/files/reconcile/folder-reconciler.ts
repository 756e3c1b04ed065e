import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { checkListedPath } from '#lib/core/names/place-path.ts'
import type { FolderHandle } from '../disk/folder-handle.ts'
import { parentKey } from '../entries/entry-columns.ts'
import type { EntryLookups, FolderFacts } from '../entries/entry-lookups.ts'
import type { KeyedMutex } from '../locks/keyed-mutex.ts'
import type { ListedRow, ListedRows } from './listed-rows.ts'
import { lookAt, readNames } from './look.ts'
import { openIfThere } from './open-if-there.ts'
import { isUnchanged } from './plan-reconcile.ts'
import type { FoundFolder, SettleNames } from './settle-names.ts'
import type { Sightings } from './sightings.ts'

export interface FolderReconcilerDeps {
  rows: ListedRows
  lookups: EntryLookups
  settle: SettleNames
  sightings: Sightings
  turns: KeyedMutex
  rootOf(placeId: PlaceId): Promise<string>
  /** A listed folder was opened and is about to be read: what happens in it from now on must be noticed. */
  onOpened(placeId: PlaceId, path: readonly string[], folder: FolderHandle): void
  /** A folder is not on the disk any more. */
  onGone(placeId: PlaceId, path: readonly string[]): void
  keepMissingMs: number
  now(): number
}

export interface ReadFolder {
  folders: FoundFolder[]
  entryCount: number
}

/** Names of which all are compared again under one lock and committed in one unit. */
const NAMES_AT_ONCE = 200

/** Compares whole folders with the database. What agrees, nearly always everything, costs one look. */
export class FolderReconciler {
  readonly #deps: FolderReconcilerDeps

  constructor(deps: FolderReconcilerDeps) {
    this.#deps = deps
  }

  /**
   * @returns null when the folder is not there; then its entry was looked at
   * @throws VaultError `place_offline`, `not_found`; the reason of the signal
   */
  async reconcile(placeId: PlaceId, path: readonly string[], signal: AbortSignal): Promise<ReadFolder | null> {
    if (checkListedPath(path.join('/')).kind === 'bad') return null
    return this.#deps.turns.run(`${placeId}/${path.join('/')}`, async () => {
      const folder = await this.#findFolder(placeId, path)
      const root = await this.#deps.rootOf(placeId)
      const handle = folder && (await openIfThere(root, folder.path))
      if (!folder || !handle) {
        await this.#lookAbove(placeId, path)
        return null
      }
      try {
        this.#deps.onOpened(placeId, folder.path, handle)
        return await this.#compare(placeId, folder, handle, signal)
      } finally {
        await handle.close()
      }
    })
  }

  /** As SettleNames, and where the folder itself is not there, that is what is looked at. */
  async reconcileNames(
    placeId: PlaceId,
    path: readonly string[],
    names: readonly string[],
  ): Promise<FoundFolder[] | null> {
    if (checkListedPath(path.join('/')).kind === 'bad') return null
    const settled = await this.#deps.settle.settle({ placeId, path, names })
    if (settled === null) await this.#lookAbove(placeId, path)
    return settled
  }

  /** A folder that was put there by hand is listed first; its own folder too, if need be. */
  async #findFolder(placeId: PlaceId, path: readonly string[]): Promise<FolderFacts | null> {
    const { lookups, settle } = this.#deps
    const known = await lookups.findFolder(placeId, path)
    const name = path.at(-1)
    if (known?.state === 'live' || name === undefined) return known
    if ((await this.#findFolder(placeId, path.slice(0, -1))) === null) return null
    await settle.settle({ placeId, path: path.slice(0, -1), names: [name] })
    const found = await lookups.findFolder(placeId, path)
    return found?.state === 'live' ? found : null
  }

  /** The nearest folder above that is there tells what became of this one. */
  async #lookAbove(placeId: PlaceId, path: readonly string[]): Promise<void> {
    this.#deps.onGone(placeId, path)
    const name = path.at(-1)
    if (name === undefined) return
    const above = path.slice(0, -1)
    const settled = await this.#deps.settle.settle({ placeId, path: above, names: [name] })
    if (settled === null) await this.#lookAbove(placeId, above)
  }

  async #compare(
    placeId: PlaceId,
    folder: FolderFacts,
    handle: FolderHandle,
    signal: AbortSignal,
  ): Promise<ReadFolder> {
    const { rows, sightings } = this.#deps
    const left = new Map<EntryId, ListedRow>()
    const byName = new Map<string, ListedRow>()
    for await (const page of rows.pages(parentKey(placeId, folder.id))) {
      signal.throwIfAborted()
      for (const row of page) {
        left.set(row.id, row)
        if (row.state === 'live') byName.set(row.name, row)
      }
    }
    // Rows first: see SettleNames.
    const names = await readNames(handle)
    // With their keys, made while others have their turns.
    const doubtful = new Map<string, string>()
    let entryCount = 0
    const folders: FoundFolder[] = []
    for (let from = 0; from < names.length; from += NAMES_AT_ONCE) {
      signal.throwIfAborted()
      const some = names.slice(from, from + NAMES_AT_ONCE)
      for (const found of await lookAt(handle, some)) {
        entryCount++
        const row = byName.get(found.name)
        if (row && isUnchanged({ row, found })) {
          if (found.kind === 'folder') folders.push({ found, isNew: false })
          left.delete(row.id)
          sightings.noteThere(row.id)
        } else doubtful.set(found.name, nameKey(found.name))
      }
    }
    for (const row of left.values()) if (this.#isDoubtful(row)) doubtful.set(row.name, nameKey(row.name))
    for (const some of portions(doubtful)) {
      signal.throwIfAborted()
      const settled = await this.#deps.settle.settle({ placeId, path: folder.path, names: some })
      folders.push(...(settled ?? []))
    }
    return { folders, entryCount }
  }

  /** What was missing before and still is takes no second look until its time is up. */
  #isDoubtful({ state, missingSince }: ListedRow): boolean {
    if (state === 'live') return true
    return this.#deps.now() - (missingSince ?? this.#deps.now()) > this.#deps.keepMissingMs
  }
}

/** All spellings of a name stay together, for they are decided together. */
function* portions(keys: ReadonlyMap<string, string>): Generator<string[]> {
  const keyed = [...keys].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0))
  let portion: string[] = []
  let lastKey: string | null = null
  for (const [name, key] of keyed) {
    if (portion.length >= NAMES_AT_ONCE && key !== lastKey) {
      yield portion
      portion = []
    }
    portion.push(name)
    lastKey = key
  }
  if (portion.length > 0) yield portion
}
