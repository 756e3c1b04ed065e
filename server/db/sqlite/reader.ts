import { VaultError } from '#lib/core/errors/vault-error.ts'
import { Connection } from './connection.ts'
import { copyDatabase } from './copy-database.ts'
import type { ReaderAnswer, ReaderRequest, SqliteFiles, Statement } from './messages.ts'
import { whenNotBusy } from './patience.ts'
import { classifyFailure, failureCode } from './sqlite-failure.ts'

/** Answers queries on a read-only connection, inside a worker thread. */
export class Reader {
  readonly #files: SqliteFiles
  readonly #patienceMs: number | undefined
  #connection: Connection | null = null

  constructor(files: SqliteFiles, patienceMs?: number) {
    this.#files = files
    this.#patienceMs = patienceMs
  }

  async handle(request: ReaderRequest): Promise<ReaderAnswer> {
    try {
      return await whenNotBusy(() => this.#answer(request), this.#patienceMs)
    } catch (error) {
      const failure = classifyFailure(error)
      if (failure.kind === 'io' || failure.kind === 'damaged') this.close()
      throw new VaultError(failureCode(failure), { cause: error })
    }
  }

  close(): void {
    const connection = this.#connection
    this.#connection = null
    connection?.close()
  }

  #answer(request: ReaderRequest): ReaderAnswer {
    this.#connection ??= Connection.openReader(this.#files.path)
    if (request.kind === 'read') return { kind: 'rows', rows: readAll(this.#connection, request.statements) }
    copyDatabase(this.#connection, request.path)
    return { kind: 'copied' }
  }
}

function readAll(connection: Connection, statements: readonly Statement[]): unknown[][] {
  const read = () => statements.map(({ sql, parameters }) => connection.run(sql, parameters).rows)
  if (statements.length === 1) return read()
  connection.run('begin')
  try {
    return read()
  } finally {
    // Ends the snapshot; a reader that kept it would hold back every checkpoint.
    connection.run('rollback')
  }
}
