import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { DatabaseFacts } from '../database-facts.ts'
import { MIGRATIONS } from './migrations/migrations.ts'

/** Reads a whole database file beside whoever uses it, and changes nothing. */
export function examineDatabase(path: string): DatabaseFacts {
  if (!existsSync(path)) return { kind: 'absent' }
  let database: Sqlite.Database | null = null
  try {
    database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
    const [check] = database.pragma('quick_check(1)') as { quick_check: string }[]
    if (check?.quick_check !== 'ok') return { kind: 'unreadable', why: check?.quick_check ?? 'no answer' }
    return {
      kind: 'sound',
      schema: numberOf(database, 'select max(number) as n from schema_migrations'),
      knownSchema: MIGRATIONS.at(-1)?.number ?? 0,
      entries: numberOf(database, 'select count(*) as n from entries'),
      newestAt: numberOf(database, 'select max(at) as n from audit'),
    }
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) }
  } finally {
    database?.close()
  }
}

const numberOf = (database: Sqlite.Database, sql: string) => database.prepare<[], { n: number }>(sql).get()?.n ?? 0
