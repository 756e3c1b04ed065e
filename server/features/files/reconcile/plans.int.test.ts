import { type CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ContentId, EntryId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import { openTestDatabase, type TestDatabase } from '#server/db/testing/open-test-database.ts'
import { UnhashedContents } from '../hashing/unhashed-contents.ts'
import { ListedRows } from './listed-rows.ts'
import type { Found } from './look.ts'

let opened: TestDatabase
let asked: Query[]
let noting: Database

beforeAll(async () => {
  opened = await openTestDatabase()
  const { db } = opened
  asked = []
  // The real database; what it is asked is kept, to be explained.
  noting = {
    build: db.build,
    read: (query) => {
      asked.push(query)
      return db.read(query)
    },
    readOne: (query) => {
      asked.push(query)
      return db.readOne(query)
    },
    readTogether: (queries) => {
      asked.push(...queries)
      return db.readTogether(queries)
    },
    commit: (unit) => db.commit(unit),
    commitLater: (unit) => db.commitLater(unit),
    backupTo: (path) => db.backupTo(path),
    close: () => db.close(),
  }
})
afterAll(() => opened.remove())

async function explain(query: Query): Promise<string> {
  const { sql: text, parameters } = 'sql' in query ? query : query.compile()
  const explained = sql.raw<{ detail: string }>(`explain query plan ${text}`).compile(opened.db.build)
  const bound: CompiledQuery<{ detail: string }> = { ...explained, parameters }
  return (await opened.db.read(bound)).map(({ detail }) => detail).join('; ')
}

it('asks nothing that reads all entries or contents of a place', async () => {
  const rows = new ListedRows(noting)
  const facts = { device: '1', inode: '2', sizeBytes: 1, mtimeNs: '1' }
  const file: Found = { name: 'a', kind: 'file', facts, touchedMs: 0 }
  for await (const page of rows.pages('folder')) expect(page).toEqual([])
  await rows.byNames('folder', ['a', 'b'])
  await rows.some('folder' as EntryId, 50)
  await rows.elsewhere([file, { ...file, kind: 'folder' }])
  await rows.underWay([file])
  const unhashed = new UnhashedContents(noting)
  await unhashed.page({ id: 'c' as ContentId, createdAt: 5 })
  const plans = await Promise.all(asked.map(explain))
  expect(plans.length).toBeGreaterThan(8)
  for (const plan of plans) expect(plan).not.toMatch(/SCAN|_of_place/)
})
