import { closeSync, openSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Connection } from './connection.ts'
import { renameDurably, syncFile } from './durable-files.ts'

/** One consistent, compact copy; `path` appears (or is replaced) only when it is complete and on the disk. */
export function copyDatabase(connection: Connection, path: string): void {
  const partial = `${path}.partial`
  rmSync(partial, { force: true })
  try {
    // SQLite accepts an empty file, and would create one that everybody may read.
    closeSync(openSync(partial, 'wx', 0o600))
    connection.raw.prepare('vacuum into ?').run(partial)
    syncFile(partial)
    renameDurably(partial, path, dirname(path))
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}
