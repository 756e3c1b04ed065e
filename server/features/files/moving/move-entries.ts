import type { EntryId, JobId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { ChildFacts, EntryLookups, FolderFacts } from '../entries/entry-lookups.ts'
import type { Owner } from '../entries/owner.ts'
import { packStep } from '../intents/packed-steps.ts'
import { findFreeName } from '../naming/free-name.ts'
import { type TrashDeps, trashEntries } from '../trash/trash-entries.ts'
import { relocatedStep } from './entry-steps.ts'
import type { HeldEntries, HeldRow } from './held-entries.ts'
import type { RelocationItem } from './relocation.ts'
import { changePlaceSteps } from './subtree.ts'

export interface MoveDeps extends TrashDeps {
  db: Database
  lookups: EntryLookups
  held: HeldEntries
  clock: Clock
}

export interface MoveRequest {
  from: { placeId: PlaceId; parentId: EntryId | null; ids: readonly EntryId[] }
  to: { placeId: PlaceId; path: readonly string[] }
  conflict: 'keep' | 'replace' | 'skip'
  by: Owner | null
  jobId: JobId | null
  /** Asked under the lock, of what moves and of what it replaces. */
  mayMove(row: HeldRow): Promise<boolean>
  mayReplace(entry: ChildFacts): Promise<boolean>
}

/** - `same`: it is there already. - `gone`: it was no longer in the folder. - `inside`: it would move into itself. */
export type MoveOutcome =
  | 'moved'
  | 'skipped'
  | 'same'
  | 'gone'
  | 'inside'
  | 'refused'
  | 'exists'
  | 'lost'
  | 'elsewhere'
  | 'no_target'

/** Moves entries of one folder into another, also of another place. What it replaces goes to the trash. */
export async function moveEntries(request: MoveRequest, deps: MoveDeps): Promise<Map<EntryId, MoveOutcome>> {
  const { from, to } = request
  const outcomes = new Map<EntryId, MoveOutcome>(from.ids.map((id) => [id, 'gone']))
  const lock = { placeId: to.placeId, path: to.path, hold: 'own' as const }
  await deps.held.use(from, [lock], async (rows, folder) => {
    const target = await deps.lookups.findFolder(to.placeId, to.path)
    const batch = new MoveBatch(request, folder, target, deps, outcomes)
    await batch.run(rows)
  })
  return outcomes
}

class MoveBatch {
  readonly #request: MoveRequest
  readonly #folder: FolderFacts
  readonly #target: FolderFacts | null
  readonly #deps: MoveDeps
  readonly #outcomes: Map<EntryId, MoveOutcome>
  readonly #given = new Set<string>()

  constructor(
    request: MoveRequest,
    folder: FolderFacts,
    target: FolderFacts | null,
    deps: MoveDeps,
    outcomes: Map<EntryId, MoveOutcome>,
  ) {
    this.#request = request
    this.#folder = folder
    this.#target = target
    this.#deps = deps
    this.#outcomes = outcomes
  }

  async run(rows: readonly HeldRow[]): Promise<void> {
    const items: RelocationItem[] = []
    const moving: HeldRow[] = []
    for (const row of rows) {
      const name = await this.#nameFor(row)
      if (name === null) continue
      this.#given.add(nameKey(name))
      moving.push(row)
      items.push(this.#itemFor(row, name))
    }
    const results = await this.#deps.relocator.relocate({ items })
    for (const [index, row] of moving.entries()) this.#outcomes.set(row.id, results[index] ?? 'refused')
  }

  /** The name it gets in the target; null when it stays, and the outcome says why. */
  async #nameFor(row: HeldRow): Promise<string | null> {
    const { to, conflict, mayMove, mayReplace } = this.#request
    const stay = (outcome: MoveOutcome) => {
      this.#outcomes.set(row.id, outcome)
      return null
    }
    if (this.#target?.state !== 'live') return stay('no_target')
    if (this.#isSameFolder()) return stay('same')
    if (this.#isInside(row)) return stay('inside')
    if (!(await mayMove(row))) return stay('refused')
    const taken = await this.#deps.lookups.findLive(to.placeId, this.#target.id, row.name)
    const isGiven = this.#given.has(nameKey(row.name))
    if (!taken && !isGiven) return row.name
    if (conflict === 'skip') return stay('skipped')
    if (taken?.kind === 'file' && row.kind === 'file' && conflict === 'replace' && !isGiven) {
      if (!(await mayReplace(taken))) return stay('refused')
      if (await this.#trash(taken)) return row.name
    }
    const targetId = this.#target.id
    return findFreeName(row.name, (keys) => this.#deps.lookups.findTaken(to.placeId, targetId, keys), this.#given)
  }

  #isSameFolder(): boolean {
    const { from, to } = this.#request
    return from.placeId === to.placeId && from.parentId === (this.#target?.id ?? null)
  }

  #isInside(row: HeldRow): boolean {
    const { from, to } = this.#request
    const own = [...this.#folder.path, row.name]
    return (
      row.kind === 'folder' &&
      from.placeId === to.placeId &&
      own.every((name, index) => name === this.#target?.path[index])
    )
  }

  async #trash(taken: ChildFacts): Promise<boolean> {
    const { to, by, jobId } = this.#request
    const { db } = this.#deps
    const row = await db.readOne(db.build.selectFrom('entries').selectAll().where('id', '=', taken.id))
    if (!row || !this.#target) return false
    const request = { placeId: to.placeId, folder: this.#target, rows: [row], by, jobId }
    const [outcome] = await trashEntries(request, this.#deps)
    return outcome === 'moved' || outcome === 'lost'
  }

  #itemFor(row: HeldRow, name: string): RelocationItem {
    const { from, to } = this.#request
    const { db, clock } = this.#deps
    const targetId = this.#target?.id ?? null
    const isOtherPlace = from.placeId !== to.placeId
    const target = { placeId: to.placeId, parentId: targetId, name, nowMs: clock.now() }
    return {
      entryId: row.id,
      kind: row.kind,
      from: { placeId: from.placeId, folder: [...this.#folder.path], name: row.name },
      to: { placeId: to.placeId, folder: [...(this.#target?.path ?? [])], name },
      done: {
        steps: [relocatedStep(db, row, target), ...(isOtherPlace ? changePlaceSteps(db, row.id, to.placeId) : [])].map(
          packStep,
        ),
        changes: [
          { placeId: from.placeId, entryId: row.id, parentId: this.#folder.id, kind: 'removed' },
          { placeId: to.placeId, entryId: row.id, parentId: targetId, kind: 'added' },
        ],
      },
      undo: { steps: [], changes: [] },
      whenLost: 'undo',
    }
  }
}
