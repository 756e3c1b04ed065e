import { sql } from 'kysely'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'

const ROWS_PER_UNIT = 1_000

/** Kinds of intents that are this feature's; a place's own intents are others'. */
const OWN_INTENTS = ['publish', 'relocate', 'restore-version', 'remove-versions', 'purge']

/**
 * Forgets every row about a place that was deleted, some at a time, so that others' commits need not wait. Its bytes
 * are removed elsewhere. Safe to run again from the start.
 */
export async function forgetPlace(db: Database, placeId: PlaceId, signal: AbortSignal): Promise<void> {
  const inPlace = sql`(select id from entries where place_id = ${placeId})`
  const some = sql`limit ${ROWS_PER_UNIT}`
  const inOrder = [
    sql`delete from fs_intents where place_id = ${placeId} and kind in (${sql.join(OWN_INTENTS)})`,
    sql`delete from versions where id in
      (select id from versions where place_id = ${placeId} or entry_id in ${inPlace} ${some})`,
    sql`delete from trash where id in (select id from trash where place_id = ${placeId} ${some})`,
    // From the leaves up, for a folder is referred to by what lies in it.
    sql`delete from entries where id in (select e.id from entries e where e.place_id = ${placeId}
      and not exists (select 1 from entries c where c.parent_id = e.id) ${some})`,
    sql`delete from contents where id in (select id from contents where place_id = ${placeId} ${some})`,
    sql`delete from changes where seq in (select seq from changes where place_id = ${placeId} ${some})`,
    sql`delete from folder_totals where parent_key = ${placeId}`,
    sql`delete from place_totals where place_id = ${placeId}`,
    sql`delete from usage_totals where place_id = ${placeId}`,
  ]
  for (const statement of inOrder) await repeat(db, statement.compile(db.build), signal)
}

async function repeat(db: Database, statement: Query, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const [result] = requireCommitted(await db.commit([statement]))
    if ((result?.changes ?? 0) === 0) return
  }
}
