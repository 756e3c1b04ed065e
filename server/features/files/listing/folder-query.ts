import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { nameKey } from '#lib/core/names/name-key.ts'
import type { Query, QueryBuilder } from '#server/db/query.ts'
import type { Schema } from '#server/db/schema.ts'
import { FOLDER_TYPE, typeKeyRange } from '../entries/entry-columns.ts'
import type { Cursor } from './cursor.ts'
import { type EntryRow, selectEntryRows } from './entry-row.ts'

export type Sort = 'name' | 'size' | 'changed' | 'added' | 'type'
export type Order = 'asc' | 'desc'

export interface Filter {
  /** A kind of file, or `folder`. */
  type?: string | undefined
  /** Part of the name, in any case. */
  q?: string | undefined
}

export interface FolderQuery {
  /** Id of the folder, or of the place at its root. */
  parentKey: string
  kind: 'file' | 'folder'
  sort: Sort
  order: Order
  filter: Filter
  after: Cursor['after'] | null
  limit: number
}

type SortColumn = 'sort_name' | 'size_bytes' | 'mtime_ms' | 'added_at' | 'type_key'

/** Each is the end of an index that begins with (parent_key, listed, kind); folders have neither size nor type. */
const COLUMNS: Readonly<Record<Sort, readonly SortColumn[]>> = {
  name: ['sort_name'],
  size: ['size_bytes'],
  changed: ['mtime_ms'],
  added: ['added_at'],
  type: ['type_key', 'sort_name'],
}

export function sortColumns(kind: 'file' | 'folder', sort: Sort): readonly SortColumn[] {
  return kind === 'folder' && (sort === 'size' || sort === 'type') ? COLUMNS.name : COLUMNS[sort]
}

/** Whether a filter leaves anything of this kind. */
export function mayShow(kind: 'file' | 'folder', { type }: Filter): boolean {
  return type === undefined || (type === 'folder') === (kind === 'folder')
}

/** One kind of entries of a folder, from a cursor on. */
export function folderQuery(build: QueryBuilder, query: FolderQuery): Query<EntryRow> {
  const { parentKey, kind, sort, order, filter, after, limit } = query
  const columns = sortColumns(kind, sort)
  let select = selectEntryRows(build)
    .where('e.parent_key', '=', parentKey)
    .where('e.listed', '=', 1)
    .where('e.kind', '=', kind)
    .where((eb) => matches(eb, filter))
    .limit(limit)
  if (after !== null) {
    const row = sql.join([...columns, 'id'].map((column) => sql.ref(`e.${column}`)))
    const values = sql.join(after.map((value) => sql.val(value)))
    select = select.where(order === 'asc' ? sql<SqlBool>`(${row}) > (${values})` : sql<SqlBool>`(${row}) < (${values})`)
  }
  for (const column of columns) select = select.orderBy(`e.${column}`, order)
  return select.orderBy('e.id', order)
}

/** How many there are and how large they are together. */
export function totalQuery(build: QueryBuilder, parentKey: string, filter: Filter) {
  return build
    .selectFrom('entries as e')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number | null>('e.size_bytes').as('sizeBytes')])
    .where('e.parent_key', '=', parentKey)
    .where('e.listed', '=', 1)
    .where((eb) => matches(eb, filter))
}

/** Ids of everything a list with this filter shows. */
export function idsQuery(build: QueryBuilder, parentKey: string, filter: Filter) {
  return build
    .selectFrom('entries as e')
    .select('e.id')
    .where('e.parent_key', '=', parentKey)
    .where('e.listed', '=', 1)
    .where((eb) => matches(eb, filter))
}

function matches(eb: ExpressionBuilder<Schema & { e: Schema['entries'] }, 'e'>, { type, q }: Filter) {
  const conditions: Expression<SqlBool>[] = []
  if (type !== undefined) {
    const [from, before] = typeKeyRange(type)
    // Saying the kind as well lets the index find the range.
    conditions.push(eb('e.kind', '=', type === FOLDER_TYPE ? 'folder' : 'file'))
    conditions.push(eb('e.type_key', '>=', from), eb('e.type_key', '<', before))
  }
  const part = nameKey(q ?? '')
  if (part !== '') conditions.push(nameContains(part))
  return eb.and(conditions)
}

/** Whether the name of `entries as e` has a part. @param part as `nameKey` makes it */
export const nameContains = (part: string) => sql<SqlBool>`e.name_key like ${`%${namePattern(part)}%`} escape '\\'`

/** A part of a name as a LIKE pattern that stands for itself, with "\\" as its escape. */
export const namePattern = (part: string) => part.replace(/[\\%_]/gu, (character) => `\\${character}`)
