import type { NameFilter } from '../../name-search.ts'
import type { SqlValue } from '../../query.ts'

export interface FilterSql {
  /** Conditions on `entries as e`, each beginning with " and ". */
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

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
  return { sql: conditions.join(''), parameters }
}
