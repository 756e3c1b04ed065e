import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { EntryLookups } from '../entries/entry-lookups.ts'
import { selectEntryRows } from './entry-row.ts'
import { type PresentDeps, presentEntries, type Viewer } from './present-entries.ts'

export interface DescribeDeps extends PresentDeps {
  db: Database
  lookups: EntryLookups
}

/** One entry as its viewer sees it; null when there is none, or it lies in the trash. */
export async function describeEntry(id: EntryId, viewer: Viewer, deps: DescribeDeps): Promise<EntryView | null> {
  const [facts, row] = await Promise.all([
    deps.lookups.find(id),
    deps.db.readOne(selectEntryRows(deps.db.build).where('e.id', '=', id)),
  ])
  if (!facts || !row || facts.state === 'trashed' || row.place_id !== viewer.place.id) return null
  const folder = { path: facts.path.slice(0, -1).join('/'), missing: facts.state === 'missing' }
  const [view] = await presentEntries([row], folder, viewer, deps)
  return view ?? null
}
