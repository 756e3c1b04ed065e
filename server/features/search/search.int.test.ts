import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { householdNames } from '#lib/core/search/testing/household-names.ts'
import { MISTYPED } from '#lib/core/search/testing/mistyped.ts'
import { newId, systemClock } from '#server/clock.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { nameColumns, typeKey } from '#server/features/files/entries/entry-columns.ts'
import { ANNA_ACTOR, accountActor, guestActor } from '#server/features/files/testing/test-files.ts'
import { INDEX_NAMES } from './names-job.ts'
import { openTestSearch, type TestSearch } from './testing/test-search.ts'

let vault: TestSearch
beforeEach(async () => {
  vault = await openTestSearch()
})
afterEach(() => vault.remove())

/** Rows as an upload leaves them, without the bytes, which search never reads. */
async function list(names: readonly string[]): Promise<void> {
  const at = Date.now()
  const rows = names.map((name) => ({
    ...{ id: newId<never>(systemClock), place_id: vault.place, parent_id: null, kind: 'folder' as const },
    ...{ ...nameColumns(name), type_key: typeKey(name, null), mtime_ms: at, added_at: at, changed_at: at },
    ...{ content_id: null, mime: null, uploader_kind: null, uploader_id: null, missing_since: null },
    ...{ device: null, inode: null },
  }))
  for (let from = 0; from < rows.length; from += 500) {
    requireCommitted(await vault.db.commit([vault.db.build.insertInto('entries').values(rows.slice(from, from + 500))]))
  }
}

const tableRows = async (table: string) =>
  (
    await vault.db.readOne(
      sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.compile(vault.db.build),
    )
  )?.count

test('at least 95 % of 200 mistyped names are among the first five, in the index as in memory', async () => {
  await list(householdNames())
  const missed: string[] = []
  for (const [typed, meant] of MISTYPED) {
    const { entries } = await vault.find({ q: typed, limit: '5' })
    if (!entries.some(({ name }) => name === meant)) missed.push(typed)
  }
  expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(10)
})

describe('in step with the entries', () => {
  test('new, renamed, moved, deleted, restored and deleted for good', async () => {
    await vault.put('Harbour at noon.jpg', 'a', { folder: ['Holiday', 'Brittany'] })
    expect(await vault.paths('harbuor')).toEqual(['Holiday/Brittany/Harbour at noon.jpg'])

    // The views of the API carry plain text.
    const id = (await vault.idOf('Holiday/Brittany/Harbour at noon.jpg')) as EntryId
    await vault.files.rename(id, 'Lighthouse.jpg', { actor: ANNA_ACTOR })
    expect(await vault.paths('harbour')).toEqual([])
    expect(await vault.paths('light house')).toEqual(['Holiday/Brittany/Lighthouse.jpg'])

    const selector = await vault.select('Holiday/Brittany/Lighthouse.jpg')
    const to = { place: vault.place, path: '' }
    await vault.bulk({ action: 'move', selector, to, conflict: 'keep' })
    expect(await vault.paths('lighthouse')).toEqual(['Lighthouse.jpg'])

    await vault.bulk({ action: 'trash', selector: { kind: 'ids', ids: [id] } })
    expect(await vault.paths('lighthouse')).toEqual([])
    await vault.bulk({ action: 'restore', selector: { kind: 'ids', ids: [id] } })
    expect(await vault.paths('lighthouse')).toEqual(['Lighthouse.jpg'])

    await vault.bulk({ action: 'trash', selector: { kind: 'ids', ids: [id] } })
    const before = await tableRows('search_entries')
    const facts = vault.placeFacts()
    const job = await vault.files.purge(
      { entries: [id], confirm: 1 },
      { actor: accountActor('boss', 'admin'), place: facts },
    )
    await vault.jobs.settled(job.id, 30_000)
    expect(await tableRows('search_entries')).toBe((before ?? 0) - 1)
  })

  test('nothing that lies below a folder in the trash', async () => {
    await vault.put('letter.txt', 'a', { folder: ['Gone', 'Deep'] })
    await vault.put('letter to keep.txt', 'b')
    await vault.bulk({ action: 'trash', selector: await vault.select('Gone') })
    expect(await vault.paths('letter')).toEqual(['letter to keep.txt'])
    expect(await vault.paths('gone')).toEqual([])
    expect((await vault.find({})).entries.map(({ path }) => path)).toEqual(['letter to keep.txt'])
  })

  test('a vault from before there was search is indexed by a job, whatever came meanwhile', async () => {
    await list(householdNames().slice(0, 1_200))
    await vault.db.commit([sql`delete from search_entries where n <= 900`.compile(vault.db.build)])
    await vault.put('Came meanwhile.txt', 'a')
    expect(await vault.indexing.isNeeded()).toBe(true)
    expect((await vault.find({ q: 'spider man' })).isIndexing).toBe(true)
    const job = await vault.jobs.enqueue({ kind: INDEX_NAMES, payload: null })
    const done = await vault.jobs.settled(job.id, 30_000)
    expect(done).toMatchObject({ state: 'done', done: 1_201, total: 1_201 })
    expect(await tableRows('search_entries')).toBe(1_201)
    expect(await vault.paths('spider man')).toContain('Spider-Man: Homecoming (1950).mkv')
    expect(await vault.paths('came meanwhile')).toEqual(['Came meanwhile.txt'])
    expect((await vault.find({ q: 'a' })).isIndexing).toBe(false)
    expect(await vault.indexing.isNeeded()).toBe(false)
  })
})

test('nothing of a place the searcher may not enter, by words, by time or by its id', async () => {
  await vault.put('secret plan.txt', 'a')
  vault.facts.set(vault.place, vault.placeFacts({ access: 'names' }))
  for (const actor of [ANNA_ACTOR, guestActor('d1')]) {
    expect(await vault.paths('secret plan', actor)).toEqual([])
    expect((await vault.find({}, actor)).entries).toEqual([])
    expect((await vault.find({ q: 'secret', place: vault.place }, actor)).entries).toEqual([])
  }
})

describe('filters', () => {
  test('kind, size, room, folder, person and time', async () => {
    const other = await vault.addPlace('other')
    await vault.put('tide film.mp4', 'abcdef')
    await vault.put('tide.jpg', 'a', { folder: ['Holiday', 'Brittany'] })
    await vault.put('tide.txt', 'abc', { placeId: other.place, owner: { kind: 'guest', deviceId: 'd1' as never } })
    const names = async (query: Parameters<TestSearch['find']>[0]) =>
      (await vault.find({ q: 'tide', ...query })).entries.map(({ name }) => name).sort()
    expect(await names({})).toEqual(['tide film.mp4', 'tide.jpg', 'tide.txt'])
    expect(await names({ type: 'film,photo' })).toEqual(['tide film.mp4', 'tide.jpg'])
    expect(await names({ minBytes: '3', maxBytes: '5' })).toEqual(['tide.txt'])
    expect(await names({ place: other.place })).toEqual(['tide.txt'])
    expect(await names({ place: vault.place, path: 'Holiday' })).toEqual(['tide.jpg'])
    await expect(names({ path: 'Holiday' })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(names({ place: vault.place, path: 'Nowhere' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await names({ by: 'd1' })).toEqual(['tide.txt'])
    expect(await names({ by: 'disk' })).toEqual([])
    await expect(names({ type: 'film,spaceship' })).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await names({ withinHours: '24' })).toHaveLength(3)
    vault.time.now += 48 * 3_600_000
    expect(await names({ withinHours: '24' })).toEqual([])
    expect(await names({ before: '1000' })).toEqual([])
    expect((await vault.find({ type: 'folder' })).entries.map(({ path }) => path)).toEqual([
      'Holiday/Brittany',
      'Holiday',
    ])
  })

  test('pages of a ranking and of the order of time, without gaps or doubles', async () => {
    await list(Array.from({ length: 25 }, (_, at) => `lamp ${at}`))
    for (const q of ['lamp', '']) {
      const seen: string[] = []
      let cursor: string | null | undefined
      do {
        const page = await vault.find({ q, limit: '10', ...(cursor ? { cursor } : {}) })
        seen.push(...page.entries.map(({ name }) => name))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(new Set(seen).size).toBe(25)
      expect(seen).toHaveLength(25)
    }
    const { nextCursor } = await vault.find({ q: 'lamp', limit: '10' })
    await expect(vault.find({ cursor: nextCursor ?? '' })).rejects.toMatchObject({ code: 'invalid_cursor' })
    await expect(vault.find({ q: 'lamp', cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' })
  })
})

test('signs stand for nothing, and ask for nothing', async () => {
  await vault.put('100%.txt', 'a')
  await vault.put('100 days.txt', 'b')
  expect(await vault.paths('100%')).toEqual(['100%.txt', '100 days.txt'])
  for (const q of ['_', '"', '*', '" OR "', "'; drop table entries; --"]) {
    expect(await vault.paths(q)).toEqual([])
  }
})

test('what is looked for is kept once the typing ends, and by nobody', async () => {
  await vault.put('Harbour.jpg', 'a')
  for (const q of ['h', 'harb', 'Harbour']) await vault.find({ q })
  const kept = () => vault.db.read(vault.db.build.selectFrom('search_terms').select(['term', 'searches', 'hits']))
  await expect.poll(kept, { timeout: 20_000 }).toEqual([{ term: 'harbour', searches: 1, hits: 1 }])
  // As an open page does when files change.
  await vault.find({ q: 'Harbour' })
  await vault.find({ q: 'harbour ' })
  await vault.find({ q: 'lighthouse' })
  vault.terms.close()
  await expect.poll(async () => (await kept()).length, { timeout: 20_000 }).toBe(2)
  expect(await kept()).toContainEqual({ term: 'harbour', searches: 1, hits: 1 })
})

test('nobody fills the disk with words that are looked for', async () => {
  const { build } = vault.db
  const day = new Date(vault.time.now).toISOString().slice(0, 10)
  const filled = sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
    insert into search_terms (day, term, searches, hits) select ${day}, 'word ' || i, 1, 0 from n`
  requireCommitted(await vault.db.commit([filled.compile(build)]))
  await vault.find({ q: 'one too many' })
  vault.terms.close()
  await vault.find({ q: 'word 7' })
  vault.terms.close()
  const again = () => vault.db.readOne(build.selectFrom('search_terms').selectAll().where('term', '=', 'word 7'))
  await expect.poll(async () => (await again())?.searches, { timeout: 20_000 }).toBe(2)
  expect(await tableRows('search_terms')).toBe(5000)
})

test('a search that nobody waits for is given up', async () => {
  const gone = AbortSignal.abort(new Error('typed on'))
  await expect(vault.find({ q: 'harbour' }, ANNA_ACTOR, gone)).rejects.toThrow('typed on')
  await expect(vault.find({}, ANNA_ACTOR, gone)).rejects.toThrow('typed on')
})
