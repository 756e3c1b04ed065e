import { type CompiledQuery, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { AccessFilter } from '#lib/contracts/http/access-log.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { AccountId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { systemClock } from '#server/clock.ts'
import type { Database } from '#server/db/database.ts'
import { openTestDatabase, type TestDatabase } from '#server/db/testing/open-test-database.ts'
import { accountRow, entryRow, placeRow } from '#server/db/testing/sample-rows.ts'
import { requireCommitted } from '#server/db/unit-of-work.ts'
import { AccessLog } from './access-log.service.ts'
import { AccessRetention } from './access-retention.ts'
import { linesQueries, listLines } from './list-lines.ts'
import type { Noted } from './noted.ts'

const DAY_MS = 86_400_000
const PLACE = 'p' as PlaceId
const ENTRY = 'e' as EntryId
const VIEW: Noted = {
  ...{ kind: 'view', bytes: 10 },
  who: { kind: 'account', id: 'anna', linkId: null, address: '10.0.0.1', userAgent: 'curl/8' },
  file: { placeId: PLACE, entryId: ENTRY, name: 'a.txt', sizeBytes: 10 },
}

let opened: TestDatabase
let db: Database
let lost: number[]
let troubles: unknown[]

beforeEach(async () => {
  opened = await openTestDatabase()
  db = opened.db
  lost = []
  troubles = []
  const { build } = db
  const rows = [accountRow('anna'), accountRow('bert')]
  requireCommitted(
    await db.commit([
      build.insertInto('accounts').values(rows),
      build.insertInto('places').values(placeRow('p')),
      build.insertInto('entries').values(entryRow('e', 'p')),
    ]),
  )
})

afterEach(() => opened.remove())

function openLog(more: { commit?: Database['commit']; keepsLines?: boolean; now?: () => number } = {}): AccessLog {
  const { build } = db
  const commit = more.commit ?? ((unit) => db.commit(unit))
  return new AccessLog({
    // The real database, behind a disk that may fail.
    db: { build, commit, readTogether: (queries) => db.readTogether(queries) },
    clock: { monotonic: systemClock.monotonic, now: more.now ?? systemClock.now },
    keepsLines: () => more.keepsLines ?? true,
    onTrouble: (error) => troubles.push(error),
    onLost: (count) => lost.push(count),
    everyMs: 600_000,
  })
}

async function written() {
  const [lines, uses, days] = await db.readTogether([
    db.build.selectFrom('access_lines').selectAll(),
    db.build.selectFrom('entry_uses').selectAll(),
    db.build.selectFrom('access_days').selectAll(),
  ])
  return { lines: lines.length, opened: uses[0]?.opened ?? 0, views: days.reduce((sum, { views }) => sum + views, 0) }
}

const full = async () => {
  throw new VaultError('disk_full')
}

it('writes a batch once, also when nobody knows whether it arrived', async () => {
  let answers = 0
  const log = openLog({
    commit: async (unit) => {
      const result = await db.commit(unit)
      answers += 1
      if (answers === 1) throw new VaultError('unavailable')
      return result
    },
  })
  log.note(VIEW)
  await log.flush()
  log.note(VIEW)
  await log.flush()
  expect(await written()).toEqual({ lines: 2, opened: 2, views: 2 })
  expect([troubles.length, lost]).toEqual([1, []])
  await log.close()
})

it('keeps what waits while the disk is full, writes it when there is room, and loses nothing', async () => {
  let isFull = true
  const log = openLog({ commit: (unit) => (isFull ? full() : db.commit(unit)) })
  for (let count = 0; count < 1_200; count++) log.note(VIEW)
  await log.flush()
  expect(await written()).toEqual({ lines: 0, opened: 0, views: 0 })
  isFull = false
  await log.close()
  expect(await written()).toEqual({ lines: 1_200, opened: 1_200, views: 1_200 })
  expect(lost).toEqual([])
  expect(troubles.length, 'told once, not every time').toBe(1)
})

it('counts what there is no room for, and says so', async () => {
  const log = openLog({ commit: full })
  for (let count = 0; count < 20_600; count++) log.note(VIEW)
  expect(log.lost().count).toBe(100)
  expect(log.lost().lastAt).not.toBeNull()
  await log.close()
  expect(lost).toEqual([20_600])
})

it('drops and counts what the database refuses for itself, and goes on', async () => {
  const log = openLog()
  log.note({ ...VIEW, bytes: -1 })
  await log.flush()
  log.note(VIEW)
  await log.close()
  expect(await written()).toEqual({ lines: 1, opened: 1, views: 1 })
  expect(lost).toEqual([1])
})

it('keeps totals alone when no lines are wanted', async () => {
  const log = openLog({ keepsLines: false })
  log.note(VIEW)
  log.notePlayed({
    ...{ who: { kind: 'account', id: 'anna' }, entryId: ENTRY, placeId: PLACE, session: 's' },
    ...{ spans: [[0, 5]], durationMs: null },
  })
  await log.close()
  expect(await written()).toEqual({ lines: 0, opened: 1, views: 1 })
  expect(await db.read(db.build.selectFrom('played').selectAll())).toEqual([])
})

it('writes the line of a file that is gone, and counts it by day alone', async () => {
  const log = openLog()
  log.note({ ...VIEW, file: { ...VIEW.file, entryId: 'gone' as EntryId } })
  await log.close()
  expect(await written()).toEqual({ lines: 1, opened: 0, views: 1 })
})

describe('retention', () => {
  const run = (keepDays: number) =>
    new AccessRetention({ db, keepDays: () => keepDays, time: systemClock.now }).run(null, {
      ...{ signal: new AbortController().signal, progress: () => {} },
    })

  async function noteAt(daysAgo: number, count: number, who: string): Promise<void> {
    const log = openLog({ now: () => systemClock.now() - daysAgo * DAY_MS })
    for (let made = 0; made < count; made++) log.note({ ...VIEW, who: { ...VIEW.who, id: who } })
    await log.close()
  }

  it('lets old lines go and keeps what was added up', async () => {
    await noteAt(91, 1_100, 'anna')
    await noteAt(89, 3, 'anna')
    expect(await run(90)).toEqual({ lines: 1_100, nameless: 0 })
    expect(await written()).toEqual({ lines: 3, opened: 1_103, views: 1_103 })
    await run(0)
    expect(await written()).toEqual({ lines: 0, opened: 1_103, views: 1_103 })
  })

  it('takes a deleted person out of the lines, and what that person played', async () => {
    await noteAt(1, 600, 'anna')
    await noteAt(1, 2, 'bert')
    const log = openLog()
    for (const id of ['anna', 'bert']) {
      const sitting = { entryId: ENTRY, placeId: PLACE, session: 'sitting', spans: [[0, 5]] as const, durationMs: null }
      log.notePlayed({ ...sitting, who: { kind: 'account', id } })
    }
    await log.close()
    const deleted = db.build
      .updateTable('accounts')
      .set({ deleted_at: 1 })
      .where('id', '=', 'anna' as AccountId)
    requireCommitted(await db.commit([deleted]))
    expect(await run(90)).toEqual({ lines: 0, nameless: 600 })
    const { lines } = await listLines(db, { limit: 500, person: 'bert' })
    expect(lines.map(({ who, address }) => [who.name, address])).toEqual([
      ['bert', '10.0.0.1'],
      ['bert', '10.0.0.1'],
    ])
    const [former] = (await listLines(db, { limit: 500 })).lines.filter(({ who }) => who.kind === 'former')
    expect(former).toMatchObject({ who: { id: null, name: '' }, address: '', agent: '' })
    for (const table of ['played', 'play_sessions'] as const) {
      const rows = await db.read(db.build.selectFrom(table).select('actor_id'))
      expect(rows, table).toEqual([{ actor_id: 'bert' }])
    }
  })
})

test.each<[AccessFilter, string]>([
  [{}, 'access_by_time'],
  [{ name: 'film' }, 'access_by_time'],
  [{ person: 'guests' }, 'access_by_time'],
  [{ address: '10.' }, 'access_by_time'],
  [{ from: 5, before: 9 }, 'access_by_time'],
  [{ person: 'anna' }, 'access_by_actor'],
  [{ person: 'anna', kind: 'view', place: 'p', name: 'film' }, 'access_by_actor'],
  [{ kind: 'delete' }, 'access_by_kind'],
  [{ kind: 'delete', place: 'p' }, 'access_by_kind'],
  [{ place: 'p' }, 'access_by_place'],
  [{ entry: 'e', person: 'anna' }, 'access_by_entry'],
])('%j is read along %s, and sorts no more than it looked through', async (filter, index) => {
  const { lines, edge } = linesQueries({ ...filter, limit: 100, cursor: '7.x' })
  for (const query of [lines, edge]) {
    const steps = (await planOf(query.compile(db.build))).filter((step) => step.includes('access_lines'))
    expect(steps).toEqual([expect.stringMatching(new RegExp(`SEARCH access_lines USING (COVERING )?INDEX ${index} `))])
  }
  expect((await planOf(edge.compile(db.build))).join('; ')).not.toContain('TEMP B-TREE')
})

async function planOf({ sql: text, parameters }: CompiledQuery): Promise<string[]> {
  const explain = sql.raw<{ detail: string }>(`explain query plan ${text}`).compile(db.build)
  const bound: typeof explain = { ...explain, parameters }
  return (await db.read(bound)).map(({ detail }) => detail)
}
