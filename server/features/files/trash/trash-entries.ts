import { utf8Prefix } from '#lib/core/bytes/utf8.ts'
import type { EntryId, JobId, PlaceId } from '#lib/core/ids/ids.ts'
import { type Clock, newId } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { openFolder, openFolderIfThere } from '../disk/folder-handle.ts'
import type { HearthFolders } from '../disk/hearth-folders.ts'
import type { Change } from '../entries/change.ts'
import type { FolderFacts } from '../entries/entry-lookups.ts'
import { type Owner, ownerColumns } from '../entries/owner.ts'
import { packStep } from '../intents/packed-steps.ts'
import type { HeldRow } from '../moving/held-entries.ts'
import type { Relocator } from '../moving/relocate.ts'
import type { ItemOutcome, RelocationItem } from '../moving/relocation.ts'
import { addToPlaceStep, negated, type SubtreeTotal, totalBelow } from '../moving/subtree.ts'

export interface TrashDeps {
  db: Database
  hearth: HearthFolders
  relocator: Relocator
  clock: Clock
  /** When it is, for what expires. */
  stamp(): number
  rootOf(placeId: PlaceId): Promise<string>
}

export interface TrashRequest {
  placeId: PlaceId
  folder: FolderFacts
  /** Held by the caller. */
  rows: readonly HeldRow[]
  by: Owner | null
  jobId: JobId | null
}

interface Planned {
  item: RelocationItem
  first: { steps: Step[]; changes: Change[] }
}

const MAX_STORED_NAME_BYTES = 200

/**
 * Moves entries of one folder to the trash: the rows first, then the bytes, by a rename on their own filesystem. What
 * is no longer on the disk leaves the list as well.
 * @returns what became of each, in their order
 */
export async function trashEntries(request: TrashRequest, deps: TrashDeps): Promise<ItemOutcome[]> {
  const { placeId, folder, rows } = request
  const trashPath = await findTrash(await deps.rootOf(placeId), folder.path, deps.hearth)
  const planned = await Promise.all(rows.map((row) => planOne(request, row, trashPath, deps)))
  return deps.relocator.relocate({
    items: planned.map(({ item }) => item),
    first: {
      steps: planned.flatMap(({ first }) => first.steps),
      changes: planned.flatMap(({ first }) => first.changes),
    },
  })
}

/** The trash on the filesystem of the folder, or of the nearest one above that is there. */
async function findTrash(root: string, path: readonly string[], hearth: HearthFolders): Promise<readonly string[]> {
  const handle = path.length === 0 ? await openFolder(root, path) : await openFolderIfThere(root, path)
  if (handle === null) return findTrash(root, path.slice(0, -1), hearth)
  try {
    const trash = await hearth.open(root, { handle, segments: path }, 'trash')
    await trash.handle.close()
    return trash.segments
  } finally {
    await handle.close()
  }
}

async function planOne(
  { placeId, folder, by, jobId }: TrashRequest,
  row: HeldRow,
  trashPath: readonly string[],
  { db, clock, stamp }: TrashDeps,
): Promise<Planned> {
  const trashId = newId<string>(clock)
  const storedName = `${trashId} ${utf8Prefix(row.name, MAX_STORED_NAME_BYTES)}`
  const below = row.kind === 'folder' ? await totalBelow(db, row.id) : { count: 0, sizeBytes: 0 }
  const log = (kind: Change['kind']): Change => ({ placeId, entryId: row.id, parentId: folder.id, kind })
  const trashRow = db.build.insertInto('trash').values({
    id: trashId,
    entry_id: row.id,
    place_id: placeId,
    original_parent_id: folder.id,
    original_path: folder.path.join('/'),
    name: row.name,
    stored_name: [...trashPath, storedName].join('/'),
    size_bytes: row.size_bytes + below.sizeBytes,
    descendant_count: below.count,
    trashed_at: stamp(),
    trashed_by_kind: ownerColumns(by).kind ?? 'system',
    trashed_by_id: ownerColumns(by).id,
    job_id: jobId,
  })
  return {
    first: {
      steps: [markTrashed(db, row, clock.now()), trashRow, ...addToPlaceStep(db, placeId, negated(below))],
      changes: [log('removed')],
    },
    item: {
      entryId: row.id,
      kind: row.kind,
      from: { placeId, folder: [...folder.path], name: row.name },
      to: { placeId, folder: [...trashPath], name: storedName },
      done: { steps: [], changes: [] },
      undo: {
        steps: undoSteps(db, { placeId, parentId: folder.id, row, trashId, below }).map(packStep),
        changes: [log('added')],
      },
      whenLost: 'done',
    },
  }
}

/** A trashed entry has no folder, so the folder can go its own way; the trash row knows where it lay. */
function markTrashed(db: Database, row: HeldRow, now: number): Step {
  return {
    query: db.build
      .updateTable('entries')
      .set({ state: 'trashed', parent_id: null, missing_since: null, changed_at: now })
      .where('id', '=', row.id)
      .where('state', '<>', 'trashed'),
    expect: { changes: 1 },
    otherwise: 'entry_gone',
  }
}

function undoSteps(
  db: Database,
  trashed: { placeId: PlaceId; parentId: EntryId | null; row: HeldRow; trashId: string; below: SubtreeTotal },
): Step[] {
  const { placeId, parentId, row, trashId, below } = trashed
  return [
    db.build.updateTable('entries').set({ state: 'live', parent_id: parentId }).where('id', '=', row.id),
    db.build.deleteFrom('trash').where('id', '=', trashId),
    ...addToPlaceStep(db, placeId, below),
  ]
}
