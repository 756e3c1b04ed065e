import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { openFolder } from '../disk/folder-handle.ts'
import type { HearthFolders } from '../disk/hearth-folders.ts'
import { packStep } from '../intents/packed-steps.ts'
import type { Relocator } from './relocate.ts'
import type { RelocationItem } from './relocation.ts'

export interface MoveVersionsDeps {
  db: Database
  hearth: HearthFolders
  relocator: Relocator
  rootOf(placeId: PlaceId): Promise<string>
}

interface VersionRow {
  id: string
  entry_id: RelocationItem['entryId']
  content_id: string
  stored_name: string
}

const PER_BATCH = 100

/**
 * Older contents follow the entries that left their place. What cannot be moved stays where it is, and is found there.
 */
export async function moveVersions(places: { from: PlaceId; to: PlaceId }, deps: MoveVersionsDeps): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await readLeftBehind(places, after, deps.db)
    const last = rows.at(-1)
    if (!last) return
    const folder = await findVersionsFolder(places.to, deps)
    await deps.relocator.relocate({ items: rows.map((row) => itemFor(row, places, folder, deps.db)) })
    after = last.id
  }
}

function readLeftBehind({ from, to }: { from: PlaceId; to: PlaceId }, after: string, db: Database) {
  return db.read<VersionRow>(
    db.build
      .selectFrom('versions as v')
      .innerJoin('entries as e', 'e.id', 'v.entry_id')
      .select(['v.id', 'v.entry_id', 'v.content_id', 'v.stored_name'])
      .where('v.place_id', '=', from)
      .where('e.place_id', '=', to)
      .where('v.id', '>', after)
      .orderBy('v.id')
      .limit(PER_BATCH),
  )
}

async function findVersionsFolder(placeId: PlaceId, deps: MoveVersionsDeps): Promise<readonly string[]> {
  const root = await deps.rootOf(placeId)
  const handle = await openFolder(root, [])
  try {
    const versions = await deps.hearth.open(root, { handle, segments: [] }, 'versions')
    await versions.handle.close()
    return versions.segments
  } finally {
    await handle.close()
  }
}

function itemFor(
  row: VersionRow,
  { from, to }: { from: PlaceId; to: PlaceId },
  folder: readonly string[],
  db: Database,
): RelocationItem {
  const stored = row.stored_name.split('/')
  const name = stored.at(-1) ?? ''
  return {
    entryId: row.entry_id,
    kind: 'file',
    from: { placeId: from, folder: stored.slice(0, -1), name },
    to: { placeId: to, folder: [...folder], name },
    done: { steps: movedSteps(db, row, to, [...folder, name].join('/')).map(packStep), changes: [] },
    undo: { steps: [], changes: [] },
    whenLost: 'undo',
  }
}

function movedSteps(db: Database, row: VersionRow, placeId: PlaceId, storedName: string): Step[] {
  return [
    db.build.updateTable('versions').set({ place_id: placeId, stored_name: storedName }).where('id', '=', row.id),
    db.build
      .updateTable('contents')
      .set({ place_id: placeId })
      .where('id', 'in', (eb) => eb.selectFrom('versions').select('content_id').where('versions.id', '=', row.id)),
  ]
}
