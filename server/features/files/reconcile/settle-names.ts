import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'
import { parentKey } from '../entries/entry-columns.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import type { FolderLocks, LockRequest } from '../locks/folder-locks.ts'
import type { ApplyPlan } from './apply-plan.ts'
import { findMoved, isSameFolder } from './find-moved.ts'
import { fileKey, type ListedRow, type ListedRows } from './listed-rows.ts'
import { type Found, lookAt } from './look.ts'
import { openIfThere } from './open-if-there.ts'
import { type Action, isKnownAgain, type Plan, planReconcile } from './plan-reconcile.ts'
import type { SeenFolder } from './seen-folder.ts'
import type { Sightings } from './sightings.ts'

export interface SettleNamesDeps {
  rows: ListedRows
  lookups: EntryLookups
  locks: FolderLocks
  apply: ApplyPlan
  sightings: Sightings
  clock: Clock
  keepMissingMs: number
  rootOf(placeId: PlaceId): Promise<string>
  /** SeenFolder at these names again, when what is written is complete and what was not there is gone. */
  lookAgain(placeId: PlaceId, path: readonly string[], names: readonly string[]): void
}

export interface NamesToSettle {
  placeId: PlaceId
  path: readonly string[]
  names: readonly string[]
  /** Somebody waits for the row: it must say what lies there now, even if it is still written. */
  atOnce?: boolean
}

/** A folder that is there and listed; new when it was not listed here before. */
export interface FoundFolder {
  found: Found
  isNew: boolean
}

/**
 * Makes the rows of some names of a folder say what lies on the disk. What must hold: nothing is decided without the
 * locks that our own writes take, so that a file of ours between its placing and its commit is never taken for one put
 * there by hand. Most looks find nothing to do, and those take no lock.
 */
export class SettleNames {
  readonly #deps: SettleNamesDeps

  constructor(deps: SettleNamesDeps) {
    this.#deps = deps
  }

  /**
   * @returns the folders among the names; null when the folder itself is not listed or not on the disk
   * @throws VaultError `place_offline`, `not_found`
   */
  async settle(wanted: NamesToSettle): Promise<FoundFolder[] | null> {
    const first = await this.#look(wanted)
    if (first === null) return null
    if (first.plan.actions.length === 0) return this.#note(wanted, first, new Set())
    const requests = locksFor(wanted.placeId, first)
    return this.#deps.locks.run(requests, async () => {
      const look = await this.#look(wanted)
      if (look === null) return null
      const held = new Set(requests.map(({ path }) => path.join('/')))
      const isHeld = (entry: EntryFacts) => held.has(entry.path.slice(0, -1).join('/'))
      const postponed = await this.#deps.apply.apply({ placeId: wanted.placeId, look, isHeld })
      return this.#note(wanted, look, postponed)
    })
  }

  async #look({ placeId, path, names, atOnce }: NamesToSettle): Promise<SeenFolder | null> {
    const { rows: listed, lookups, rootOf, sightings, clock, keepMissingMs } = this.#deps
    const root = await rootOf(placeId)
    const folder = await lookups.findFolder(placeId, path)
    if (folder?.state !== 'live') return null
    const handle = await openIfThere(root, folder.path)
    if (handle === null) return null
    try {
      const key = parentKey(placeId, folder.id)
      // Rows first: a name that somebody adds in between is seen without a row, and meets the row when it is added.
      const rows = await listed.byNames(key, names)
      const found = await lookAt(handle, [...new Set([...names, ...rows.map(({ name }) => name)])])
      const listedNames = new Set(rows.map(({ name }) => name))
      const unlisted = found.filter(({ name }) => !listedNames.has(name))
      const moved = await findMoved(this.#deps, { placeId, root, path: folder.path }, unlisted, rows)
      const renamed = await this.#renamedFolders(root, folder.path, rows, unlisted)
      const plan = planReconcile(rows, found, {
        device: handle.device,
        now: clock.now(),
        keepMissingMs,
        // What only moved is complete, however fresh its new name is.
        isSettled: (one) => atOnce === true || moved.has(one) || sightings.isSettled(key, one),
        isSameFolder: (row, one) => renamed.get(one) === row.id,
        wasAbsent: (row) => sightings.wasAbsent(row),
      })
      plan.actions = await this.#withoutUnfinished(plan.actions)
      this.#remember(key, rows, plan)
      return { folder, found, plan, moved }
    } finally {
      await handle.close()
    }
  }

  async #renamedFolders(
    root: string,
    path: readonly string[],
    rows: readonly ListedRow[],
    unlisted: readonly Found[],
  ): Promise<Map<Found, EntryId>> {
    const renamed = new Map<Found, EntryId>()
    for (const one of unlisted) {
      const row = one.kind === 'folder' ? rows.find((known) => isKnownAgain(known, one)) : undefined
      if (!row) continue
      if (await isSameFolder(this.#deps.rows, row, root, [...path, one.name])) renamed.set(one, row.id)
    }
    return renamed
  }

  /** A publication that was interrupted has its file on the disk and no row: its replay lists it, not we. */
  async #withoutUnfinished(actions: Action[]): Promise<Action[]> {
    const added = actions.flatMap((action) => (action.kind === 'add' ? [action.found] : []))
    if (added.length === 0) return actions
    const underWay = await this.#deps.rows.underWay(added)
    if (underWay.size === 0) return actions
    return actions.filter((action) => action.kind !== 'add' || !underWay.has(fileKey(action.found.facts)))
  }

  #remember(key: string, rows: readonly ListedRow[], plan: Plan): void {
    const { sightings } = this.#deps
    const absent = new Set(plan.absent)
    for (const row of rows) {
      if (absent.has(row)) sightings.noteAbsent(row)
      else if (!plan.actions.some((action) => action.kind === 'lose' && action.row === row)) sightings.noteThere(row.id)
    }
    for (const one of plan.unsettled) sightings.noteUnsettled(key, one)
  }

  #note(
    { placeId, path }: NamesToSettle,
    { found, plan, moved }: SeenFolder,
    postponed: ReadonlySet<string>,
  ): FoundFolder[] {
    const again = [...plan.unsettled, ...plan.absent].map(({ name }) => name)
    if (again.length + postponed.size > 0) this.#deps.lookAgain(placeId, path, [...again, ...postponed])
    const fresh = new Set<Found>(moved.keys())
    for (const action of plan.actions) {
      if (action.kind === 'lose') this.#deps.sightings.noteThere(action.row.id)
      if (action.kind === 'add' || (action.kind === 'update' && action.row.state === 'missing')) fresh.add(action.found)
    }
    const folders = found.filter((one) => one.kind === 'folder' && !postponed.has(one.name))
    return folders.map((one) => ({ found: one, isNew: fresh.has(one) }))
  }
}

/** The folder itself, and where entries come from that were moved into it; of folders the whole trees. */
function locksFor(placeId: PlaceId, { folder, plan, moved }: SeenFolder): LockRequest[] {
  const owned = new Map<string, readonly string[]>([[folder.path.join('/'), folder.path]])
  const trees: (readonly string[])[] = []
  for (const entry of moved.values()) {
    const parent = entry.path.slice(0, -1)
    owned.set(parent.join('/'), parent)
    if (entry.kind === 'folder') trees.push(entry.path)
  }
  for (const action of plan.actions) {
    if (action.kind === 'lose' || action.kind === 'remove' || action.found.kind === 'file') continue
    if (action.kind === 'update' && action.row.name === action.found.name) continue
    trees.push([...folder.path, action.found.name])
    if (action.kind === 'update') trees.push([...folder.path, action.row.name])
  }
  return [
    ...[...owned.values()].map((path) => ({ placeId, path, hold: 'own' as const })),
    ...trees.map((path) => ({ placeId, path, hold: 'own_tree' as const })),
  ]
}
