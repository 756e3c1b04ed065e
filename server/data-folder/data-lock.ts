import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StartRefusal } from '#server/console/start-refusal.ts'

export interface DataLock {
  release(): Promise<void>
}

/**
 * Takes the vault's lock on a data folder: an exclusive transaction on the empty SQLite file `<data>/lock`. The kernel
 * frees it when the process ends, however it ends, on every system SQLite knows.
 * Nothing else in this process may open that file: POSIX drops all locks of a file when any descriptor of it closes.
 * @throws StartRefusal `data_locked` while another vault holds it, `data_folder` when its disk is full
 */
export async function takeDataLock(dataPath: string, now: () => number): Promise<DataLock> {
  const holderPath = join(dataPath, 'lock.holder')
  const database = new Database(join(dataPath, 'lock'), { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    // Only for the other one's message: what counts is the lock.
    const holder = { pid: process.pid, host: hostname(), since: new Date(now()).toISOString() }
    await writeFile(holderPath, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  } catch (cause) {
    database.close()
    const code = cause instanceof Error && 'code' in cause ? cause.code : null
    if (code === 'SQLITE_BUSY') {
      throw new StartRefusal('data_locked', await describeHolder(dataPath, holderPath), { cause })
    }
    if (code !== 'SQLITE_FULL' && code !== 'ENOSPC' && code !== 'EDQUOT') throw cause
    throw new StartRefusal('data_folder', `The disk of ${dataPath} is full. Free some space and start again.`, {
      cause,
    })
  }
  return {
    release: async () => {
      await rm(holderPath, { force: true })
      database.close()
    },
  }
}

/** One backup of a vault at a time, by whatever program. @returns null while another one runs */
export function takeBackupLock(dataPath: string): DataLock | null {
  const database = new Database(join(dataPath, 'lock.backup'), { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return { release: async () => void database.close() }
  } catch (cause) {
    database.close()
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_BUSY') return null
    throw cause
  }
}

async function describeHolder(dataPath: string, holderPath: string): Promise<string> {
  const holder = await readFile(holderPath, 'utf8').catch(() => '')
  const pid = /"pid":(\d+)/.exec(holder)?.[1]
  const since = /"since":"([^"]+)"/.exec(holder)?.[1]
  const who = pid === undefined ? '' : ` (process ${pid}, since ${since})`
  return [
    `Another vault${who} is using ${dataPath}.`,
    'Stop it first, or give this one a folder of its own with --data DIR.',
  ].join('\n')
}
