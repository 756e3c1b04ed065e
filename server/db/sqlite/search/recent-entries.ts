import type { FoundName, NameFilter, RecentCursor } from '../../name-search.ts'
import type { Connection } from '../connection.ts'
import { Ancestors } from './ancestors.ts'
import { filterSql } from './filter-sql.ts'
import type { SearchAnswer } from './messages.ts'

interface RecentRow {
  id: FoundName['id']
  place_id: FoundName['placeId']
  parent_id: string | null
  added_at: number
  fits: number
}

/** Rows of the order by time that are looked at before it is asked whether it is late. */
const STEP = 5_000

/** What a filter leaves, added last first. A step looks at so many rows whether they fit or not, so it is bounded. */
export function recentEntries(
  connection: Connection,
  request: { filter: NameFilter; after: RecentCursor | null; limit: number },
  isLate: () => boolean,
): SearchAnswer {
  const { filter, limit } = request
  const { sql, parameters } = filterSql(filter)
  const ancestors = new Ancestors(connection, filter.below)
  const select = `select e.id, e.place_id, e.parent_id, e.added_at, (true${sql}) as fits from entries as e
    where (e.added_at, e.id) < (?, ?) and e.added_at >= ? order by e.added_at desc, e.id desc limit ${STEP}`
  const found: FoundName[] = []
  let at = request.after ?? { addedAt: filter.addedBefore ?? Number.MAX_SAFE_INTEGER, id: '' }
  for (;;) {
    const from = filter.addedFrom ?? Number.MIN_SAFE_INTEGER
    // The columns that the select above names.
    const rows = connection.run(select, [...parameters, at.addedAt, at.id, from]).rows as RecentRow[]
    for (const row of rows) {
      at = { addedAt: row.added_at, id: row.id }
      if (row.fits !== 1 || !ancestors.admit(row.parent_id)) continue
      found.push({ id: row.id, placeId: row.place_id })
      if (found.length === limit) return { found, isCutShort: false, next: at }
    }
    if (rows.length < STEP) return { found, isCutShort: false, next: null }
    if (isLate()) return { found, isCutShort: true, next: at }
  }
}
