import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { WorkerCaller } from '#server/workers/worker-caller.ts'
import type { Database, ReadOptions } from '../database.ts'
import { LazyCommits } from '../lazy-commits.ts'
import type { Query, RowOf } from '../query.ts'
import type { CommitResult, Step } from '../unit-of-work.ts'
import { compileQuery, compileStep, createQueryBuilder } from './compile.ts'
import { GroupCommit } from './group-commit.ts'
import type {
  ReaderAnswer,
  ReaderRequest,
  Statement,
  StatementUnit,
  UnitOutcome,
  WriterAnswer,
  WriterRequest,
} from './messages.ts'
import { ReaderPool } from './reader-pool.ts'

type ReaderCaller = WorkerCaller<ReaderRequest, ReaderAnswer>

export interface SqliteDatabaseEvents {
  /** A worker thread that died, a lazy commit that failed: nothing the caller could answer. */
  onError: (error: unknown) => void
  /** After each wait for the disk: how many units asked, how many transactions and how long it took. */
  onGroup?: (group: { units: number; transactions: number; seconds: number }) => void
  lazyDelayMs?: number
}

export interface SqliteDatabaseParts extends SqliteDatabaseEvents {
  writer: WorkerCaller<WriterRequest, WriterAnswer>
  readers: ReaderCaller[]
  openReader: () => ReaderCaller
}

/** The main thread's side: compiles, hands over, awaits. Nothing here touches the disk. */
export class SqliteDatabase implements Database {
  readonly build = createQueryBuilder()
  readonly #parts: SqliteDatabaseParts
  readonly #pool: ReaderPool
  readonly #group: GroupCommit
  readonly #lazy: LazyCommits
  #closing: Promise<void> | null = null

  constructor(parts: SqliteDatabaseParts) {
    this.#parts = parts
    this.#pool = new ReaderPool(
      parts.readers.map((reader) => ({
        get pending() {
          return reader.pending
        },
        read: (statements: Statement[]) => readRows(reader, statements),
      })),
    )
    this.#group = new GroupCommit({ send: (units) => this.#send(units) })
    this.#lazy = new LazyCommits({
      commit: async (unit) => this.#group.commit(unit.map(compileStep)),
      onError: parts.onError,
      ...(parts.lazyDelayMs === undefined ? {} : { delayMs: parts.lazyDelayMs }),
    })
  }

  async read<Row>(query: Query<Row>, options?: ReadOptions): Promise<Row[]> {
    const [rows = []] = await this.#read([query], options)
    // The builder typed the row by the schema; STRICT tables hold the database to it.
    return rows as Row[]
  }

  async readOne<Row>(query: Query<Row>, options?: ReadOptions): Promise<Row | null> {
    const [row] = await this.read(query, options)
    return row ?? null
  }

  async readTogether<const Queries extends readonly Query[]>(
    queries: Queries,
    options?: ReadOptions,
  ): Promise<{ -readonly [I in keyof Queries]: RowOf<Queries[I]>[] }> {
    const rows = await this.#read(queries, options)
    // One list of rows per query, in their order; typed by the schema as in `read`.
    return rows as { -readonly [I in keyof Queries]: RowOf<Queries[I]>[] }
  }

  async commit(unit: readonly Step[]): Promise<CommitResult> {
    this.#refuseWhenClosing()
    return this.#group.commit(unit.map(compileStep))
  }

  commitLater(unit: readonly Step[], options: { key?: string } = {}): void {
    if (this.#closing === null) this.#lazy.add(unit, options.key)
  }

  /** A reader of its own, so that a large copy holds up nobody's list. */
  async backupTo(path: string): Promise<void> {
    this.#refuseWhenClosing()
    const reader = this.#parts.openReader()
    try {
      await reader.call({ kind: 'copy', path })
    } finally {
      await reader.close()
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#lazy.flush()
    await this.#group.settled()
    this.#pool.close()
    await Promise.all(this.#parts.readers.map((reader) => reader.close()))
    // Last: with no reader left it folds the whole log into the database file.
    await this.#parts.writer.close()
  }

  async #read(queries: readonly Query[], options: ReadOptions = {}): Promise<unknown[][]> {
    this.#refuseWhenClosing()
    return this.#pool.read(queries.map(compileQuery), options.signal)
  }

  async #send(units: StatementUnit[]): Promise<UnitOutcome[]> {
    const startedAt = performance.now()
    const answer = await this.#parts.writer.call({ kind: 'commit', units })
    const seconds = (performance.now() - startedAt) / 1000
    if (answer.kind !== 'outcomes') throw new VaultError('internal')
    this.#parts.onGroup?.({ units: units.length, transactions: answer.transactions, seconds })
    return answer.outcomes
  }

  #refuseWhenClosing(): void {
    if (this.#closing !== null) throw new VaultError('shutting_down')
  }
}

async function readRows(reader: ReaderCaller, statements: Statement[]): Promise<unknown[][]> {
  const answer = await reader.call({ kind: 'read', statements })
  if (answer.kind !== 'rows') throw new VaultError('internal')
  return answer.rows
}
