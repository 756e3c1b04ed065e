import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What no route tells, read from the database of the running vault. */
export interface Records {
  readonly uploads: readonly {
    readonly id: string
    readonly transferId: string | null
    readonly place: string
    readonly offsetBytes: number
    readonly isComplete: boolean
  }[]
  readonly trash: readonly Kept[]
  readonly versions: readonly Kept[]
  readonly intents: readonly string[]
  readonly busyJobs: readonly string[]
}

/** Bytes in a hidden folder; `path` begins with the place. */
export interface Kept {
  readonly path: string
  readonly place: string
  readonly entryId: string
  readonly job: string | null
}

/** @param slugs of the places, by their ids */
export function readRecords(dataFolder: string, slugs: ReadonlyMap<string, string>): Records {
  const db = new Database(join(dataFolder, 'vault.db'), { readonly: true, fileMustExist: true })
  // One moment for all of them.
  const read = db.transaction((): Records => {
    const all = (sql: string): Record<string, string | number | null>[] =>
      db.prepare<[], Record<string, string | number | null>>(sql).all()
    const slug = (id: unknown): string => slugs.get(String(id)) ?? String(id)
    const kept = (sql: string): Kept[] =>
      all(sql).map((row) => ({
        path: `${slug(row.place_id)}/${row.stored_name}`,
        place: slug(row.place_id),
        entryId: String(row.entry_id),
        job: row.job_id === null ? null : String(row.job_id),
      }))
    return {
      uploads: all("select * from uploads where state in ('open', 'finishing')").map((row) => ({
        id: String(row.id),
        transferId: row.transfer_id === null ? null : String(row.transfer_id),
        place: slug(row.place_id),
        offsetBytes: Number(row.offset_bytes),
        isComplete: row.offset_bytes === row.length_bytes,
      })),
      trash: kept('select place_id, stored_name, entry_id, job_id from trash'),
      versions: kept('select place_id, stored_name, entry_id, null as job_id from versions'),
      intents: all('select kind, payload from fs_intents').map((row) => `${row.kind} ${row.payload}`.slice(0, 300)),
      busyJobs: all("select kind from jobs where state in ('queued', 'running')").map((row) => String(row.kind)),
    }
  })
  try {
    return read()
  } finally {
    db.close()
  }
}
