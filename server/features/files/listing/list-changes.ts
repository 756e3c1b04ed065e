import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Change } from '../entries/change.ts'
import { latestSeq } from './list-folder.ts'

export interface ChangesPage {
  changes: { seq: number; entryId: EntryId | null; parentId: EntryId | null; kind: Change['kind'] }[]
  /** Ask from here on the next time. */
  seq: number
  more: boolean
}

/** The change log of a place after `since`, oldest first. */
export async function listChanges(
  db: Database,
  placeId: PlaceId,
  { since, limit }: { since: number; limit: number },
): Promise<ChangesPage> {
  const rows = db.build
    .selectFrom('changes')
    .select(['seq', 'entry_id as entryId', 'parent_id as parentId', 'kind'])
    .where('place_id', '=', placeId)
    .where('seq', '>', since)
    .orderBy('seq')
    .limit(limit + 1)
  const [found, latest] = await db.readTogether([rows, latestSeq(db, placeId)])
  const changes = found.slice(0, limit)
  const more = found.length > limit
  const seq = more ? (changes.at(-1)?.seq ?? since) : (latest[0]?.seq ?? 0)
  return { changes, seq, more }
}
