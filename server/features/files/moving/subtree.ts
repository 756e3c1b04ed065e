import { sql } from 'kysely'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Step } from '#server/db/unit-of-work.ts'

/** Everything below a folder that was not trashed on its own, the folder itself left out. */
const below = (id: EntryId) => sql`
  with recursive below (id) as (
    select id from entries where parent_id = ${id} and state <> 'trashed'
    union all
    select e.id from entries e join below b on e.parent_id = b.id where e.state <> 'trashed'
  )`

export interface SubtreeTotal {
  count: number
  sizeBytes: number
}

export async function totalBelow(db: Database, id: EntryId): Promise<SubtreeTotal> {
  const row = await db.readOne(
    sql<SubtreeTotal>`${below(id)}
      select count(*) as count, coalesce(sum(size_bytes), 0) as "sizeBytes" from entries where id in (select id from below)
    `.compile(db.build),
  )
  return row ?? { count: 0, sizeBytes: 0 }
}

/** Whether somebody else than the owner has anything below a folder. */
export async function hasOthersBelow(db: Database, id: EntryId, ownerId: string): Promise<boolean> {
  const rows = await db.read(
    sql`${below(id)} select 1 as found from entries
      where id in (select id from below) and uploader_id is distinct from ${ownerId} limit 1`.compile(db.build),
  )
  return rows.length > 0
}

/** The trigger sees the folder alone: what is below it leaves (or enters again) the totals of its place here. */
export function addToPlaceStep(db: Database, placeId: PlaceId, { count, sizeBytes }: SubtreeTotal): Step[] {
  if (count === 0) return []
  return [
    db.build
      .updateTable('place_totals')
      .set((eb) => ({
        entry_count: eb('entry_count', '+', count),
        size_bytes: eb('size_bytes', '+', sizeBytes),
      }))
      .where('place_id', '=', placeId),
  ]
}

export function negated({ count, sizeBytes }: SubtreeTotal): SubtreeTotal {
  return { count: -count, sizeBytes: -sizeBytes }
}

/**
 * Gives everything below an entry, and the contents that go along, to the place the entry has been given to already.
 * Older versions stay where their bytes lie.
 */
export function changePlaceSteps(db: Database, id: EntryId, placeId: PlaceId): Step[] {
  const { build } = db
  return [
    sql`${below(id)} update entries set place_id = ${placeId} where id in (select id from below)`.compile(build),
    sql`${below(id)} update contents set place_id = ${placeId}
      where id in (select content_id from entries where id = ${id} or id in (select id from below))`.compile(build),
  ]
}
