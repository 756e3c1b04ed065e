import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Connection } from './connection.ts'
import { copyDatabase } from './copy-database.ts'
import { syncFolder } from './durable-files.ts'
import type { SqliteFiles } from './messages.ts'
import type { Migration } from './migrations/migrations.ts'

const KEPT_SNAPSHOTS = 5

export interface MigrateOptions {
  connection: Connection
  files: SqliteFiles
  migrations: readonly Migration[]
  /** Wall-clock milliseconds, for the record. */
  now: number
  /** Tests end the process here. */
  beforeStatement?: (migration: number, statement: number) => void
}

/**
 * Brings the schema to the newest version, one transaction per migration: an interruption at any moment leaves the
 * version before or after, and the next start goes on from there. A database that exists is copied before each.
 * @throws VaultError `database_newer` for a schema of a later release, `database_unreadable` for a foreign database
 */
export function migrate(options: MigrateOptions): { from: number; to: number } {
  const { connection, migrations, files } = options
  const from = currentVersion(connection)
  const newest = migrations.at(-1)?.number ?? 0
  if (from > newest) throw new VaultError('database_newer', { details: { found: from, known: newest } })
  const pending = migrations.filter(({ number }) => number > from)
  if (pending.length === 0) return { from, to: from }

  // A migration may rebuild a table that others refer to; what it leaves is checked before its commit instead.
  connection.raw.pragma('foreign_keys = OFF')
  try {
    for (const migration of pending) {
      // A database that is made just now has nothing to keep.
      if (from > 0) keepSnapshot(connection, files, migration)
      apply(migration, options)
    }
  } finally {
    connection.raw.pragma('foreign_keys = ON')
  }
  syncFolder(dirname(files.path))
  return { from, to: newest }
}

/** 0 for an empty database. */
function currentVersion(connection: Connection): number {
  const tables = connection.raw
    .prepare<[], { name: string }>(`select name from sqlite_schema where type = 'table'`)
    .all()
  if (tables.length === 0) return 0
  if (!tables.some(({ name }) => name === 'schema_migrations')) throw new VaultError('database_unreadable')
  const row = connection.raw
    .prepare<[], { number: number | null }>('select max(number) as number from schema_migrations')
    .get()
  return row?.number ?? 0
}

function keepSnapshot(connection: Connection, files: SqliteFiles, migration: Migration): void {
  mkdirSync(files.snapshotFolder, { recursive: true, mode: 0o700 })
  copyDatabase(connection, join(files.snapshotFolder, `before-${String(migration.number).padStart(3, '0')}.db`))
  pruneSnapshots(files.snapshotFolder)
}

/** Only our own, known by their names: whatever else lies in the folder is somebody's. */
function pruneSnapshots(folder: string): void {
  const numberOf = (name: string) => Number(/^before-(\d{3,})\.db$/.exec(name)?.[1] ?? Number.NaN)
  const own = readdirSync(folder).filter((name) => !Number.isNaN(numberOf(name)))
  own.sort((left, right) => numberOf(right) - numberOf(left))
  for (const name of own.slice(KEPT_SNAPSHOTS)) rmSync(join(folder, name), { force: true })
}

function apply(migration: Migration, { connection, now, beforeStatement }: MigrateOptions): void {
  const { raw } = connection
  raw.exec('begin immediate')
  try {
    raw.exec(`create table if not exists schema_migrations (
      number integer primary key, name text not null, applied_at integer not null
    ) strict`)
    for (const [index, statement] of migration.statements.entries()) {
      beforeStatement?.(migration.number, index)
      raw.prepare(statement).run()
    }
    const dangling = raw.pragma('foreign_key_check') as unknown[]
    if (dangling.length > 0) throw new Error(`migration ${migration.number} leaves ${dangling.length} dangling rows`)
    raw
      .prepare('insert into schema_migrations (number, name, applied_at) values (?, ?, ?)')
      .run(migration.number, migration.name, now)
    beforeStatement?.(migration.number, migration.statements.length)
    raw.exec('commit')
  } catch (error) {
    if (raw.inTransaction) raw.exec('rollback')
    throw error
  }
  beforeStatement?.(migration.number, migration.statements.length + 1)
}
