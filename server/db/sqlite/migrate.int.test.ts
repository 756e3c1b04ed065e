import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type BuiltChild, buildChild } from '../testing/build-child.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { accountRow } from '../testing/sample-rows.ts'
import { laterMigration, testMigrations } from '../testing/test-migrations.ts'
import { Connection } from './connection.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS, type Migration } from './migrations/migrations.ts'

let child: BuiltChild
let folder: string

beforeAll(async () => {
  child = await buildChild('server/db/testing/migrating.child.ts')
})
afterAll(() => child.remove())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-migrate-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const filesIn = (dataFolder: string) => ({
  path: join(dataFolder, 'vault.db'),
  snapshotFolder: join(dataFolder, 'backups'),
})

function migrateIn(dataFolder: string, migrations: readonly Migration[]): Schema {
  const files = filesIn(dataFolder)
  const connection = Connection.openWriter(files.path)
  try {
    migrate({ connection, files, migrations, now: 1 })
    return schemaOf(connection)
  } finally {
    connection.close()
  }
}

interface Schema {
  objects: unknown[]
  versions: unknown[]
}

const schemaOf = (connection: Connection): Schema => ({
  objects: connection.run('select type, name, sql from sqlite_schema order by type, name').rows,
  versions: connection.run('select number from schema_migrations').rows,
})

async function killAt(dataFolder: string, migration: number, statement: number): Promise<void> {
  const args = [child.path, dataFolder, String(migration), String(statement)]
  const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  expect(signal).toBe('SIGKILL')
}

async function insertAccount(dataFolder: string): Promise<void> {
  const { db } = await openTestDatabase({ dataFolder })
  await db.commit([db.build.insertInto('accounts').values(accountRow('mia'))])
  await db.close()
}

test.each(MIGRATIONS.map(({ number, name, statements }) => [number, name, statements.length] as const))(
  'migration %i (%s) killed at any statement starts over at the next start',
  { timeout: 120_000 },
  async (number, _name, statements) => {
    const expected = migrateIn(folder, testMigrations)
    // Those that every vault has passed by now cannot change any more: some of their statements will do.
    const step = number < MIGRATIONS.length ? 4 : 1
    await eachOf(Math.ceil((statements + 2) / step), async (index) => {
      const statement = index * step
      const dataFolder = await mkdtemp(join(folder, 'start-'))
      await killAt(dataFolder, number, statement)
      expect(migrateIn(dataFolder, testMigrations)).toEqual(expected)
    })
  },
)

test('a later migration killed at any statement keeps every row', { timeout: 120_000 }, async () => {
  const original = join(folder, 'original')
  await cp(await mkdtemp(join(folder, 'empty-')), original, { recursive: true })
  await insertAccount(original)
  await eachOf(laterMigration.statements.length + 2, async (statement) => {
    const dataFolder = join(folder, `later-${statement}`)
    await cp(original, dataFolder, { recursive: true })
    await killAt(dataFolder, laterMigration.number, statement)
    migrateIn(dataFolder, testMigrations)
    const connection = Connection.openReader(filesIn(dataFolder).path)
    expect(connection.run('select id, motto from accounts').rows).toEqual([{ id: 'mia', motto: 'mia!' }])
    connection.close()
  })
})

test('an existing database is copied before a migration, a new one is not', async () => {
  await insertAccount(folder)
  await expect(readdir(join(folder, 'backups'))).rejects.toMatchObject({ code: 'ENOENT' })
  migrateIn(folder, testMigrations)
  const name = `before-${String(laterMigration.number).padStart(3, '0')}.db`
  expect(await readdir(join(folder, 'backups'))).toEqual([name])
  const snapshot = Connection.openReader(join(folder, 'backups', name))
  expect(snapshot.run('select id from accounts').rows).toEqual([{ id: 'mia' }])
  expect(schemaOf(snapshot).versions).toEqual(MIGRATIONS.map(({ number }) => ({ number })))
  snapshot.close()
  expect((await stat(join(folder, 'backups', name))).mode & 0o077).toBe(0)
})

test('keeps the newest five copies, and whatever else lies beside them', async () => {
  const step = (number: number): Migration => ({ number, name: `step ${number}`, statements: ['select 1'] })
  migrateIn(folder, testMigrations.slice(0, 1))
  const numbers = Array.from({ length: 7 }, (_, index) => index + 2)
  migrateIn(folder, [...testMigrations.slice(0, 1), step(2)])
  await writeFile(join(folder, 'backups', 'before-the-move.db'), 'mine')
  migrateIn(folder, [...testMigrations.slice(0, 1), ...numbers.map(step)])
  expect((await readdir(join(folder, 'backups'))).sort()).toEqual([
    ...[4, 5, 6, 7, 8].map((number) => `before-00${number}.db`),
    'before-the-move.db',
  ])
})

test('a migration that fails leaves the version before it', async () => {
  await insertAccount(folder)
  const broken: Migration = {
    ...laterMigration,
    statements: [...laterMigration.statements, 'insert into nowhere values (1)'],
  }
  expect(() => migrateIn(folder, [...MIGRATIONS, broken])).toThrow('nowhere')
  const dangling: Migration = { ...laterMigration, statements: [`insert into place_members values ('no', 'body')`] }
  expect(() => migrateIn(folder, [...MIGRATIONS, dangling])).toThrow('dangling')
  const { db, remove } = await openTestDatabase({ dataFolder: folder })
  expect(await db.readOne(db.build.selectFrom('accounts').select('id'))).toEqual({ id: 'mia' })
  await remove()
})

test('a newer schema is refused, naming both versions, and stays untouched', async () => {
  const newer = migrateIn(folder, testMigrations)
  await expect(openTestDatabase({ dataFolder: folder })).rejects.toMatchObject({
    code: 'database_newer',
    details: { found: laterMigration.number, known: laterMigration.number - 1 },
  })
  expect(migrateIn(folder, testMigrations)).toEqual(newer)
})

test.each([
  ['text', 'this is no database, and longer than a header of one hundred bytes '.repeat(3)],
  ['a database of another program', null],
])('%s in place of the database is refused', async (_what, content) => {
  const { path } = filesIn(folder)
  if (content !== null) await writeFile(path, content)
  else {
    const connection = Connection.openWriter(path)
    connection.run('create table recipes (name text)')
    connection.close()
  }
  await expect(openTestDatabase({ dataFolder: folder })).rejects.toMatchObject({ code: 'database_unreadable' })
})

test('the database is readable for its owner only', async () => {
  const { db, remove } = await openTestDatabase({ dataFolder: folder })
  await db.commit([db.build.insertInto('settings').values({ key: 'a', value: '1' })])
  for (const name of ['vault.db', 'vault.db-wal', 'vault.db-shm']) {
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
  }
  await remove()
})

/** Two at a time: as many as the smallest machine has cores. */
async function eachOf(count: number, work: (index: number) => Promise<void>): Promise<void> {
  const indexes = Array.from({ length: count }, (_, index) => index)
  const lane = async () => {
    for (let index = indexes.shift(); index !== undefined; index = indexes.shift()) await work(index)
  }
  await Promise.all([lane(), lane()])
}
