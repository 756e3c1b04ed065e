import type { Query, QueryBuilder, RowOf } from './query.ts'
import type { CommitResult, Step } from './unit-of-work.ts'

/**
 * The vault's database, off the main thread. Reads run in parallel and see every commit acknowledged before they began.
 * Every method rejects with VaultError: `unavailable` (locked for a minute, I/O error, closing), `disk_full`,
 * `internal`.
 */
export interface Database {
  readonly build: QueryBuilder
  read<Row>(query: Query<Row>, options?: ReadOptions): Promise<Row[]>
  /** The first row, or null. */
  readOne<Row>(query: Query<Row>, options?: ReadOptions): Promise<Row | null>
  /** Several queries that see one and the same state, such as a page of entries and the `seq` it belongs to. */
  readTogether<const Queries extends readonly Query[]>(
    queries: Queries,
    options?: ReadOptions,
  ): Promise<{ -readonly [I in keyof Queries]: RowOf<Queries[I]>[] }>
  /** One atomic unit of work. Resolves only after it is on the disk; a rejected unit may not be assumed undone. */
  commit(unit: readonly Step[]): Promise<CommitResult>
  /**
   * For what is not an acknowledgement (last seen, positions): committed within seconds, lost by a crash before that.
   * A later unit of the same `key` replaces a waiting one. Failures are logged, never thrown.
   */
  commitLater(unit: readonly Step[], options?: { key?: string }): void
  /** A consistent copy in one file; `path` appears only when it is complete and on the disk. */
  backupTo(path: string): Promise<void>
  /** Commits what waits, then closes. Later calls reject with `shutting_down`. */
  close(): Promise<void>
}

/** What only asks; a `DatabaseFile` answers it as well. */
export type DatabaseReads = Pick<Database, 'build' | 'read' | 'readOne'>

/**
 * A database file outside of a running vault: a copy of it, or the live one beside the process that owns it. It blocks
 * its thread, so it is for worker threads and for programs of their own.
 */
export interface DatabaseFile extends DatabaseReads {
  /** One transaction; only of a file that was opened to be changed. */
  commit(unit: readonly Step[]): Promise<CommitResult>
  /** One consistent, compact copy; `path` appears only when it is complete and on the disk. */
  copyTo(path: string): Promise<void>
  close(): void
}

/** @throws VaultError `unavailable`, `disk_full`, `database_unreadable` */
export type OpenDatabaseFile = (path: string, mode: 'read' | 'change') => DatabaseFile

export interface ReadOptions {
  /** Rejects the promise with the signal's reason at once; a query already running ends unseen. */
  signal?: AbortSignal | undefined
}
