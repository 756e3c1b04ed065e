import { type SqlBool, sql } from 'kysely'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { nameKey } from '#lib/core/names/name-key.ts'
import { type Actor, can, type PlaceFacts } from '#lib/core/permissions/can.ts'
import { nameContains, namePattern } from './folder-query.ts'
import { type DescribeDeps, describeEntry } from './view-entry.ts'

export interface FindRequest {
  /** Part of a name, in any case. */
  q: string
  limit: number
}

/** Some hits lie in the trash, below a folder that was deleted: more are read than are wanted. */
const SPARE = 2

/** Entries of that name in every place the actor may enter, those that begin with it first, short names before long. */
export async function findEntries(
  { q, limit }: FindRequest,
  actor: Actor,
  places: readonly PlaceFacts[],
  deps: DescribeDeps,
): Promise<EntryView[]> {
  const entered = new Map(
    places
      .filter((place) => can(actor, 'place.enter', { kind: 'place', place }).kind === 'allowed')
      .map((place) => [place.id, place]),
  )
  const part = nameKey(q)
  if (part === '' || entered.size === 0) return []
  const rows = await deps.db.read(
    deps.db.build
      .selectFrom('entries as e')
      .select(['e.id', 'e.place_id'])
      .where('e.place_id', 'in', [...entered.keys()])
      .where('e.listed', '=', 1)
      .where(nameContains(part))
      .orderBy(sql<SqlBool>`e.name_key like ${`${namePattern(part)}%`} escape '\\'`, 'desc')
      .orderBy(sql<number>`length(e.name_key)`)
      .orderBy('e.id')
      .limit(limit * SPARE),
  )
  const views = await Promise.all(
    rows.map(({ id, place_id }) => {
      const place = entered.get(place_id)
      return place === undefined ? null : describeEntry(id, { actor, place }, deps)
    }),
  )
  return views.filter((view) => view !== null).slice(0, limit)
}
