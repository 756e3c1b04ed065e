import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { NewRow } from '#server/db/schema.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { isSameFile } from '../disk/file-facts.ts'
import type { Change } from '../entries/change.ts'
import type { EntryCommits } from '../entries/entry-commits.ts'
import type { EntryFacts } from '../entries/entry-facts.ts'
import type { Action } from './plan-reconcile.ts'
import * as steps from './reconcile-steps.ts'
import type { RemoveMissing } from './remove-missing.ts'
import type { SeenFolder } from './seen-folder.ts'

export interface ApplyPlanDeps {
  db: Database
  commits: EntryCommits
  removeMissing: RemoveMissing
  clock: Clock
  /** Contents were recorded that nobody has hashed yet. */
  onUnhashed(): void
  /** What lies there is hashed only when somebody asks for the hash. */
  hashesLater(placeId: PlaceId): boolean
}

/** What one action commits. `frees` come before the steps of all actions, so that names can be handed round. */
interface Part {
  name: string
  frees: Step[]
  contents: NewRow<'contents'>[]
  steps: Step[]
  entries: NewRow<'entries'>[]
  changes: Change[]
  entryId: EntryId
  /** Paths below it, or its own, are others now. */
  isReshaping: boolean
  isUnhashed: boolean
}

/** Records what was found, in one unit of work, or one by one where somebody changed the rows meanwhile. */
export class ApplyPlan {
  readonly #deps: ApplyPlanDeps

  constructor(deps: ApplyPlanDeps) {
    this.#deps = deps
  }

  /** @returns names that have to be looked at again */
  async apply(work: {
    placeId: PlaceId
    look: SeenFolder
    isHeld: (entry: EntryFacts) => boolean
  }): Promise<Set<string>> {
    const { placeId, look, isHeld } = work
    const folder: steps.Folder = { placeId, id: look.folder.id }
    const postponed = new Set<string>()
    const parts: Part[] = []
    for (const action of look.plan.actions) {
      const entry = action.kind === 'add' ? look.moved.get(action.found) : undefined
      if (action.kind === 'add' && entry && !isHeld(entry)) postponed.add(action.found.name)
      else if (action.kind === 'remove') await this.#deps.removeMissing.remove(placeId, folder.id, action.row)
      else parts.push(this.#part(folder, action, entry))
    }
    if (parts.length === 0) return postponed
    if (!(await this.#commit(folder, parts))) {
      for (const part of parts) if (!(await this.#commit(folder, [part]))) postponed.add(part.name)
    }
    return postponed
  }

  async #commit(folder: steps.Folder, parts: readonly Part[]): Promise<boolean> {
    const inserts = steps.insertSteps(this.#deps.db, {
      contents: parts.flatMap((part) => part.contents),
      entries: parts.flatMap((part) => part.entries),
    })
    const result = await this.#deps.commits.commit({
      steps: [
        ...steps.folderIsThere(this.#deps.db, folder),
        ...parts.flatMap((part) => part.frees),
        ...inserts.contents,
        ...parts.flatMap((part) => part.steps),
        ...inserts.entries,
      ],
      changes: parts.flatMap((part) => part.changes),
      touched: parts.map((part) => part.entryId),
      reshaped: parts.some((part) => part.isReshaping) ? [folder.placeId] : [],
    })
    const isDone = result.kind === 'committed'
    if (isDone && parts.some((part) => part.isUnhashed)) this.#deps.onUnhashed()
    return isDone
  }

  #part(folder: steps.Folder, action: Exclude<Action, { kind: 'remove' }>, moved: EntryFacts | undefined): Part {
    if (action.kind === 'lose') return this.#lose(folder, action)
    if (action.kind === 'update') return this.#update(folder, action)
    return moved ? this.#move(folder, action, moved) : this.#add(folder, action)
  }

  #lose(folder: steps.Folder, { row }: Extract<Action, { kind: 'lose' }>): Part {
    const { db, clock } = this.#deps
    const lose = steps.loseStep(db, row.id, clock.now())
    return {
      ...nothing(row.name, row.id),
      frees: [lose],
      changes: [changeOf(folder, row.id, 'changed')],
      isReshaping: row.kind === 'folder',
    }
  }

  #add(folder: steps.Folder, { found, nameKey }: Extract<Action, { kind: 'add' }>): Part {
    const { clock } = this.#deps
    const now = clock.now()
    const id = newId<EntryId>(clock)
    const contentId = found.kind === 'file' ? newId<ContentId>(clock) : null
    const { facts } = found
    return {
      ...nothing(found.name, id),
      contents:
        contentId === null ? [] : [this.#contentRow(folder.placeId, { id: contentId, entryId: id, facts, now })],
      entries: [steps.entryRow(folder, { id, contentId, found, nameKey, now })],
      changes: [changeOf(folder, id, 'added')],
      isUnhashed: contentId !== null,
    }
  }

  #update(folder: steps.Folder, action: Extract<Action, { kind: 'update' }>): Part {
    const { db, clock } = this.#deps
    const { row, found, nameKey, content } = action
    const isRenamed = row.name !== found.name || row.nameKey !== nameKey
    const isOther = content === 'other'
    const isSeen = isOther || isRenamed || row.state === 'missing'
    const contentId = isOther ? newId<ContentId>(clock) : row.contentId
    const now = clock.now()
    const update = steps.updateStep(db, row, { folder, found, nameKey, contentId, now })
    const { facts } = found
    const isRemounted = !isOther && row.contentId !== null && row.facts !== null && !isSameFile(row.facts, facts)
    return {
      ...nothing(found.name, row.id),
      frees: isRenamed && row.state === 'live' ? [steps.freeNameStep(db, row.id)] : [],
      contents:
        isOther && contentId !== null
          ? [this.#contentRow(folder.placeId, { id: contentId, entryId: row.id, facts, now })]
          : [],
      steps: [
        update,
        ...(isOther && row.contentId !== null ? [steps.dropContentStep(db, row.contentId)] : []),
        ...(isRemounted && row.contentId !== null ? [steps.contentFactsStep(db, row.contentId, facts)] : []),
      ],
      changes: isSeen ? [changeOf(folder, row.id, 'changed')] : [],
      isReshaping: row.kind === 'folder' && isSeen,
      isUnhashed: isOther,
    }
  }

  #contentRow(placeId: PlaceId, row: Parameters<typeof steps.contentRow>[1]): NewRow<'contents'> {
    return { ...steps.contentRow(placeId, row), hash_later: this.#deps.hashesLater(placeId) ? 1 : 0 }
  }

  /** The same entry in another folder: its id, its hash and who added it stay. */
  #move(folder: steps.Folder, { found, nameKey }: Extract<Action, { kind: 'add' }>, entry: EntryFacts): Part {
    const { db, clock } = this.#deps
    const contentId = entry.content?.id ?? null
    const row = { id: entry.id, kind: entry.kind, contentId, mime: entry.mime }
    return {
      ...nothing(found.name, entry.id),
      steps: [steps.updateStep(db, row, { folder, found, nameKey, contentId, now: clock.now() })],
      changes: [
        { ...changeOf(folder, entry.id, 'removed'), parentId: entry.parentId },
        changeOf(folder, entry.id, 'added'),
      ],
      isReshaping: entry.kind === 'folder',
    }
  }
}

function nothing(name: string, entryId: EntryId): Part {
  return {
    name,
    entryId,
    frees: [],
    contents: [],
    steps: [],
    entries: [],
    changes: [],
    isReshaping: false,
    isUnhashed: false,
  }
}

function changeOf(folder: steps.Folder, entryId: EntryId, kind: Change['kind']): Change {
  return { placeId: folder.placeId, entryId, parentId: folder.id, kind }
}
