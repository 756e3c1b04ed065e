import type { NameFilter } from '../../name-search.ts'
import type { SqlValue } from '../../query.ts'

export interface FilterSql {
  /** Conditions on `entries as e`, each beginning with " and ". */
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

/** A file that nobody used has no row. */
const USE = 'exists (select 1 from entry_uses as u where u.entry_id = e.id'

export function filterSql(filter: NameFilter): FilterSql {
  const conditions: string[] = []
  const parameters: SqlValue[] = []
  const where = (condition: string, ...values: SqlValue[]) => {
    conditions.push(` and ${condition}`)
    parameters.push(...values)
  }
  where(`e.state <> 'trashed'`)
  where('e.place_id in (select value from json_each(?))', JSON.stringify(filter.places))
  if (filter.types !== null) {
    const ranges = filter.types.map(() => '(e.type_key >= ? and e.type_key < ?)')
    where(ranges.length === 0 ? 'false' : `(${ranges.join(' or ')})`, ...filter.types.flat())
  }
  if (filter.addedFrom !== null) where('e.added_at >= ?', filter.addedFrom)
  if (filter.addedBefore !== null) where('e.added_at < ?', filter.addedBefore)
  if (filter.leastBytes !== null) where(`e.kind = 'file' and e.size_bytes >= ?`, filter.leastBytes)
  if (filter.mostBytes !== null) where(`e.kind = 'file' and e.size_bytes <= ?`, filter.mostBytes)
  if (filter.uploader?.kind === 'disk') where('e.uploader_id is null')
  if (filter.uploader?.kind === 'person') where('e.uploader_id = ?', filter.uploader.id)
  if (filter.openedFrom !== null) where(`${USE} and u.last_opened_at >= ?)`, filter.openedFrom)
  if (filter.leastOpened !== null) where(`${USE} and u.opened >= ?)`, filter.leastOpened)
  if (filter.mostOpened !== null) where(`e.kind = 'file' and not ${USE} and u.opened > ?)`, filter.mostOpened)
  return { sql: conditions.join(''), parameters }
}
