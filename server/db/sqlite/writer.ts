import { VaultError } from '#lib/core/errors/vault-error.ts'
import { Connection } from './connection.ts'
import type { SqliteFiles, StatementUnit, UnitOutcome, WriterAnswer, WriterRequest } from './messages.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { whenNotBusy } from './patience.ts'
import { isCommitted, runUnits } from './run-units.ts'
import { classifyFailure, failureCode } from './sqlite-failure.ts'

/** The one place that writes, inside its worker thread. */
export class Writer {
  readonly #files: SqliteFiles
  readonly #patienceMs: number | undefined
  #connection: Connection | null = null
  #transactions = 0

  constructor(files: SqliteFiles, patienceMs?: number) {
    this.#files = files
    this.#patienceMs = patienceMs
  }

  async handle(request: WriterRequest): Promise<WriterAnswer> {
    if (request.kind === 'migrate') return this.#migrate(request.now)
    const before = this.#transactions
    const outcomes = await this.#commit(request.units)
    return { kind: 'outcomes', outcomes, transactions: this.#transactions - before }
  }

  close(): void {
    const connection = this.#connection
    if (!connection) return
    this.#connection = null
    try {
      connection.raw.pragma('optimize')
      connection.raw.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      connection.close()
    }
  }

  async #migrate(now: number): Promise<WriterAnswer> {
    try {
      const { from, to } = await whenNotBusy(
        () => migrate({ connection: this.#open(), files: this.#files, migrations: MIGRATIONS, now }),
        this.#patienceMs,
      )
      return { kind: 'migrated', from, to }
    } catch (error) {
      this.#discard()
      if (error instanceof VaultError) throw error
      throw new VaultError(failureCode(classifyFailure(error)), { cause: error })
    }
  }

  async #commit(units: StatementUnit[]): Promise<UnitOutcome[]> {
    try {
      const outcomes = await whenNotBusy(() => runUnits(this.#open(), units), this.#patienceMs)
      if (outcomes.some(isCommitted)) this.#transactions++
      return outcomes
    } catch (error) {
      const failure = classifyFailure(error)
      // One large unit must not take the small ones with it: on a full disk each stands for itself.
      if (failure.kind === 'full' && units.length > 1) return this.#commitOneByOne(units)
      // After an I/O error nothing that the connection believes may be relied on.
      if (failure.kind !== 'full' && failure.kind !== 'busy') this.#discard()
      return units.map(() => ({ kind: 'failed', code: failureCode(failure), cause: String(error) }))
    }
  }

  async #commitOneByOne(units: StatementUnit[]): Promise<UnitOutcome[]> {
    const outcomes: UnitOutcome[] = []
    for (const unit of units) outcomes.push(...(await this.#commit([unit])))
    return outcomes
  }

  #open(): Connection {
    this.#connection ??= Connection.openWriter(this.#files.path)
    return this.#connection
  }

  #discard(): void {
    const connection = this.#connection
    this.#connection = null
    try {
      connection?.close()
    } catch {
      // It failed before: its descriptors end with the thread at the latest.
    }
  }
}
