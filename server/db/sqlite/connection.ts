import { closeSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { wordsOf } from '#lib/core/search/words.ts'
import type { SqlValue } from '../query.ts'

const CACHED_STATEMENTS = 500

export interface StatementRun {
  changes: number
  rows: unknown[]
}

/** A SQLite connection with its prepared statements, inside a worker thread. */
export class Connection {
  readonly raw: Sqlite.Database
  readonly #statements = new Map<string, Sqlite.Statement<[SqlValue[]]>>()

  private constructor(raw: Sqlite.Database) {
    this.raw = raw
  }

  static openWriter(path: string): Connection {
    // SQLite would create it readable for everybody; its -wal and -shm files take over the mode.
    closeSync(openSync(path, 'a', 0o600))
    const raw = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
    return configured(raw, () => {
      raw.pragma('journal_mode = WAL')
      // NORMAL loses commits in a power cut (docs/durability.md); every acknowledgement rests on this line.
      raw.pragma('synchronous = FULL')
      raw.pragma('foreign_keys = ON')
      raw.pragma('wal_autocheckpoint = 2000')
      raw.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
      raw.pragma('cache_size = -16000')
      raw.pragma('temp_store = MEMORY')
      // A read error below a memory map is a SIGBUS that ends the process instead of an error we can answer.
      raw.pragma('mmap_size = 0')
      // Triggers that keep the names of search in step call it.
      raw.pragma('trusted_schema = ON')
      raw.function('search_words', { deterministic: true }, (name) => wordsOf(String(name)).join(' '))
      return new Connection(raw)
    })
  }

  static openReader(path: string): Connection {
    const raw = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
    return configured(raw, () => {
      raw.pragma('cache_size = -16000')
      raw.pragma('temp_store = MEMORY')
      raw.pragma('mmap_size = 0')
      return new Connection(raw)
    })
  }

  run(sql: string, parameters: SqlValue[] = []): StatementRun {
    const statement = this.#prepared(sql)
    if (!statement.reader) return { changes: statement.run(parameters).changes, rows: [] }
    const rows = statement.all(parameters)
    return { changes: statement.readonly ? 0 : rows.length, rows }
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction
  }

  close(): void {
    this.raw.close()
  }

  /** The map keeps insertion order, so moving what was used to the end leaves the least recently used in front. */
  #prepared(sql: string): Sqlite.Statement<[SqlValue[]]> {
    const statement = this.#statements.get(sql) ?? this.raw.prepare<[SqlValue[]]>(sql)
    this.#statements.delete(sql)
    this.#statements.set(sql, statement)
    if (this.#statements.size > CACHED_STATEMENTS) {
      for (const oldest of this.#statements.keys()) {
        this.#statements.delete(oldest)
        break
      }
    }
    return statement
  }
}

/** Short, so that a lock is waited for outside of SQLite, where the thread can still answer. */
const BUSY_TIMEOUT_MS = 500

function configured(raw: Sqlite.Database, configure: () => Connection): Connection {
  try {
    return configure()
  } catch (error) {
    raw.close()
    throw error
  }
}
