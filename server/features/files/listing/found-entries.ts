import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor, PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import { can } from '#lib/core/permissions/can.ts'
import { selectEntryRows } from './entry-row.ts'
import { presentEntries } from './present-entries.ts'
import type { DescribeDeps } from './view-entry.ts'

export interface FoundEntry {
  readonly id: EntryId
  readonly placeId: PlaceId
}

export interface DescribeFoundDeps extends DescribeDeps {
  findFacts(idOrSlug: string): Promise<PlaceFacts | null>
}

/** Entries of many folders as somebody sees them, in this order; what is gone or closed to them is left out. */
export async function describeFound(
  found: readonly FoundEntry[],
  actor: Actor,
  deps: DescribeFoundDeps,
): Promise<EntryView[]> {
  if (found.length === 0) return []
  const { db, lookups } = deps
  const ids = found.map(({ id }) => id)
  const rows = await db.read(selectEntryRows(db.build).where('e.id', 'in', ids))
  const places = new Map<PlaceId, PlaceFacts>()
  for (const placeId of new Set(rows.map((row) => row.place_id))) {
    const place = await deps.findFacts(placeId)
    if (place && can(actor, 'place.enter', { kind: 'place', place }).kind === 'allowed') places.set(placeId, place)
  }
  const views = await Promise.all(
    rows.map(async (row) => {
      const place = places.get(row.place_id)
      const folder = row.parent_id === null ? ROOT : await folderOf(row.parent_id)
      return place && folder ? presentEntries([row], folder, { actor, place }, deps) : []
    }),
  )
  const byId = new Map(views.flat().map((view) => [view.id, view]))
  return ids.flatMap((id) => byId.get(id) ?? [])

  async function folderOf(id: EntryId) {
    const facts = await lookups.find(id)
    if (facts === null || facts.state === 'trashed') return null
    return { path: facts.path.join('/'), missing: facts.state === 'missing' }
  }
}

const ROOT = { path: '', missing: false }
