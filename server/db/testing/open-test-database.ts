import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { type OpenSqliteOptions, openSqlite } from '../sqlite/open-sqlite.ts'

export interface TestDatabase {
  db: Database
  dataFolder: string
  /** What would have gone to the log. */
  errors: unknown[]
  /** Closes the database and removes its folder. */
  remove(): Promise<void>
}

/** A real, empty database with the newest schema in a temporary folder. */
export async function openTestDatabase(options: Partial<OpenSqliteOptions> = {}): Promise<TestDatabase> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'hearth-db-')))
  const errors: unknown[] = []
  const db = await openSqlite({
    clock: { now: () => Date.now() },
    onError: (error) => errors.push(error),
    readers: 1,
    ...options,
    dataFolder,
  })
  return {
    db,
    dataFolder,
    errors,
    async remove() {
      await db.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
