import { type CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Database } from '../database.ts'
import { openTestDatabase, type TestDatabase } from '../testing/open-test-database.ts'

let opened: TestDatabase
let db: Database

beforeAll(async () => {
  opened = await openTestDatabase()
  db = opened.db
})
afterAll(() => opened.remove())

async function planOf({ sql: text, parameters }: CompiledQuery): Promise<string> {
  const explain = sql.raw<{ detail: string }>(`explain query plan ${text}`).compile(db.build)
  const bound: typeof explain = { ...explain, parameters }
  const rows = await db.read(bound)
  return rows.map(({ detail }) => detail).join('; ')
}

const folder = () =>
  db.build
    .selectFrom('entries')
    .selectAll()
    .where('parent_key', '=', 'folder')
    .where('listed', '=', 1)
    .where('kind', '=', 'file')
    .limit(200)

test.each([
  ['sort_name', 'entries_by_name'],
  ['size_bytes', 'entries_by_size'],
  ['mtime_ms', 'entries_by_change'],
  ['added_at', 'entries_by_addition'],
] as const)('a page by %s is read from its index in both directions, without sorting', async (column, index) => {
  for (const direction of ['asc', 'desc'] as const) {
    const after = direction === 'asc' ? '>' : '<'
    const page = folder()
      .where((eb) => eb(eb.refTuple(column, 'id'), after, eb.tuple('m', 'e1' as EntryId)))
      .orderBy(column, direction)
      .orderBy('id', direction)
    const plan = await planOf(page.compile())
    expect(plan).toContain(index)
    expect(plan).not.toContain('TEMP B-TREE')
  }
})

test('a page by type sorts by name within a type', async () => {
  const plan = await planOf(folder().orderBy('type_key').orderBy('sort_name').orderBy('id').compile())
  expect(plan).toContain('entries_by_type')
  expect(plan).not.toContain('TEMP B-TREE')
})

test('deleting a folder, a content or a place looks up what refers to it instead of scanning', async () => {
  for (const plan of [
    await planOf(
      db.build
        .selectFrom('entries')
        .select('id')
        .where('parent_id', '=', 'e' as EntryId)
        .compile(),
    ),
    await planOf(
      db.build
        .selectFrom('entries')
        .select('id')
        .where('place_id', '=', 'p' as PlaceId)
        .compile(),
    ),
    await planOf(
      db.build
        .selectFrom('changes')
        .selectAll()
        .where('place_id', '=', 'p' as PlaceId)
        .where('seq', '>', 5)
        .compile(),
    ),
  ]) {
    expect(plan).toMatch(/^SEARCH/)
  }
})
