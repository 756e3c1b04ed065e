import type { ContentId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { PublishResult } from '../publisher.service.ts'

/** `begun`: its intent is on record, but not its entry. */
export type FoundPublication =
  | { kind: 'recorded'; outcome: PublishResult }
  | { kind: 'begun'; contentId: ContentId }
  | { kind: 'none' }

export async function findPublication(db: Database, publicationId: string): Promise<FoundPublication> {
  const row = await db.readOne(
    db.build
      .selectFrom('contents as c')
      .leftJoin('entries as e', 'e.id', 'c.entry_id')
      .select(['c.id', 'c.entry_id', 'e.name'])
      .where('c.publication_id', '=', publicationId),
  )
  if (!row) return { kind: 'none' }
  if (row.entry_id === null) return { kind: 'begun', contentId: row.id }
  const outcome = { kind: 'listed', entryId: row.entry_id, contentId: row.id, name: row.name ?? '' } as const
  return { kind: 'recorded', outcome }
}
