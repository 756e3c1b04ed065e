import { sql } from 'kysely'
import type { Database } from '../database.ts'

export async function readSqliteVersion(db: Database): Promise<string> {
  const row = await db.readOne(sql<{ version: string }>`select sqlite_version() as version`.compile(db.build))
  return row?.version ?? ''
}
