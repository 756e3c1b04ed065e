import { join } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { spawnWorker } from '#server/workers/spawn-worker.ts'
import { WorkerCaller } from '#server/workers/worker-caller.ts'
import type { Database } from '../database.ts'
import type { ReaderAnswer, ReaderRequest, SqliteFiles, WriterAnswer, WriterRequest } from './messages.ts'
import { SqliteDatabase, type SqliteDatabaseEvents } from './sqlite-database.ts'

export interface OpenSqliteOptions extends SqliteDatabaseEvents {
  /** `<data>`: the database is `vault.db` in it, snapshots before migrations lie in `backups/`. */
  dataFolder: string
  clock: { now(): number }
  readers?: number
  /** How long another process may hold the database before a commit or read fails as `unavailable`. */
  patienceMs?: number
}

/**
 * Opens or creates the database and brings its schema up to date.
 * @throws VaultError `database_newer`, `database_unreadable`, `disk_full`, `unavailable`
 */
export async function openSqlite(options: OpenSqliteOptions): Promise<Database> {
  const files: SqliteFiles = {
    path: join(options.dataFolder, 'vault.db'),
    snapshotFolder: join(options.dataFolder, 'backups'),
  }
  const workerData = { files, patienceMs: options.patienceMs }
  const onCrash = options.onError
  const writer = new WorkerCaller<WriterRequest, WriterAnswer>({
    spawn: () => spawnWorker('server/db/sqlite/writer.worker.ts', { workerData }),
    onCrash,
  })
  const openReader = () =>
    new WorkerCaller<ReaderRequest, ReaderAnswer>({
      spawn: () => spawnWorker('server/db/sqlite/reader.worker.ts', { workerData }),
      onCrash,
    })
  try {
    await writer.call({ kind: 'migrate', now: options.clock.now() })
  } catch (error) {
    await writer.close()
    throw error instanceof VaultError ? error : new VaultError('unavailable', { cause: error })
  }
  const readers = Array.from({ length: options.readers ?? 2 }, openReader)
  return new SqliteDatabase({ ...options, writer, readers, openReader })
}
