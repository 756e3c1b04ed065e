import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { safeName } from '#lib/core/names/safe-name.ts'
import type { Clock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { Row } from '#server/db/schema.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import type { Owner } from '../entries/owner.ts'
import type { TargetFolder, TargetFolders } from '../folders/target-folders.ts'
import { packStep } from '../intents/packed-steps.ts'
import type { KeyedMutex } from '../locks/keyed-mutex.ts'
import { relocatedStep } from '../moving/entry-steps.ts'
import type { Relocator } from '../moving/relocate.ts'
import type { ItemOutcome, RelocationItem } from '../moving/relocation.ts'
import { addToPlaceStep } from '../moving/subtree.ts'
import { findFreeName } from '../naming/free-name.ts'

export type TrashedRow = Row<'trash'> & Pick<Row<'entries'>, 'kind' | 'mime' | 'uploader_kind' | 'uploader_id'>

export interface RestoreDeps {
  db: Database
  lookups: EntryLookups
  targets: TargetFolders
  relocator: Relocator
  clock: Clock
  /** By place: what is restored is not deleted for good at the same time. */
  trashing: KeyedMutex
}

const MAX_ATTEMPTS = 5

/**
 * Brings trashed entries back into the folder they lay in, which is made again if it is gone; beside whatever has their
 * name by now. All rows must have the same original folder.
 * @returns what became of each, in their order; `lost` for what somebody restored meanwhile
 */
export async function restoreEntries(
  placeId: PlaceId,
  rows: readonly TrashedRow[],
  by: Owner | null,
  deps: RestoreDeps,
): Promise<ItemOutcome[]> {
  const [first] = rows
  if (!first) return []
  return deps.trashing.run(placeId, () => restoreInTurn(placeId, rows, first, by, deps))
}

async function restoreInTurn(
  placeId: PlaceId,
  rows: readonly TrashedRow[],
  first: TrashedRow,
  by: Owner | null,
  deps: RestoreDeps,
): Promise<ItemOutcome[]> {
  const path = await originalPath(placeId, first, deps.lookups)
  return deps.targets.use({ placeId, path, owner: by, hold: 'own' }, async (target) => {
    const outcomes = new Map<string, ItemOutcome>()
    const avoid = new Set<string>()
    let waiting = rows
    for (let attempt = 0; attempt < MAX_ATTEMPTS && waiting.length > 0; attempt++) {
      const there = await stillTrashed(deps.db, waiting)
      const items = await planAll(there, target, avoid, deps)
      const results = await deps.relocator.relocate({ items })
      for (const [index, row] of there.entries()) outcomes.set(row.id, results[index] ?? 'refused')
      // Something unlisted has the name on the disk.
      const collided = items.filter((_, index) => results[index] === 'exists')
      for (const { to } of collided) avoid.add(nameKey(to.name))
      waiting = there.filter((row) => outcomes.get(row.id) === 'exists')
    }
    return rows.map((row) => outcomes.get(row.id) ?? 'lost')
  })
}

/** Where the folder is now, wherever it was moved in its place; else where it was. */
async function originalPath(placeId: PlaceId, row: TrashedRow, lookups: EntryLookups): Promise<readonly string[]> {
  if (row.original_parent_id === null) return []
  const folder = await lookups.find(row.original_parent_id)
  if (folder?.kind === 'folder' && folder.state === 'live' && folder.placeId === placeId) return folder.path
  // It may have come by hand under a name that cannot be given again.
  return row.original_path.split('/').map((name) => safeName(name))
}

async function stillTrashed(db: Database, rows: readonly TrashedRow[]): Promise<TrashedRow[]> {
  const ids = rows.map((row) => row.id)
  const found = await db.read(db.build.selectFrom('trash').select('id').where('id', 'in', ids))
  const there = new Set(found.map(({ id }) => id))
  return rows.filter((row) => there.has(row.id))
}

async function planAll(
  rows: readonly TrashedRow[],
  target: TargetFolder,
  avoid: ReadonlySet<string>,
  deps: RestoreDeps,
): Promise<RelocationItem[]> {
  const given = new Set(avoid)
  const items: RelocationItem[] = []
  for (const row of rows) {
    const findTaken = (keys: readonly string[]) => deps.lookups.findTaken(target.placeId, target.id, keys)
    const name = await findFreeName(row.name, findTaken, given)
    given.add(nameKey(name))
    items.push(itemFor(row, target, name, deps))
  }
  return items
}

function itemFor(row: TrashedRow, target: TargetFolder, name: string, { db, clock }: RestoreDeps): RelocationItem {
  const { placeId } = target
  const stored = row.stored_name.split('/')
  const entry = { id: row.entry_id, kind: row.kind, mime: row.mime }
  const to = { placeId, parentId: target.id as EntryId | null, name, nowMs: clock.now() }
  const below = { count: row.descendant_count, sizeBytes: row.kind === 'folder' ? row.size_bytes : 0 }
  return {
    entryId: row.entry_id,
    kind: row.kind,
    from: { placeId, folder: stored.slice(0, -1), name: stored.at(-1) ?? '' },
    to: { placeId, folder: [...target.path], name },
    done: {
      steps: [
        relocatedStep(db, entry, to),
        db.build.deleteFrom('trash').where('id', '=', row.id),
        ...addToPlaceStep(db, placeId, below),
      ].map(packStep),
      changes: [{ placeId, entryId: row.entry_id, parentId: target.id, kind: 'added' }],
    },
    undo: { steps: [], changes: [] },
    whenLost: 'undo',
  }
}
