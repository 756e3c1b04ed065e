import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DatabaseFile } from '../database.ts'
import type { Query } from '../query.ts'
import { compileQuery, compileStep, createQueryBuilder } from './compile.ts'
import { Connection } from './connection.ts'
import { copyDatabase } from './copy-database.ts'
import { whenNotBusy } from './patience.ts'
import { runUnits } from './run-units.ts'
import { classifyFailure, failureCode } from './sqlite-failure.ts'

export function openDatabaseFile(path: string, mode: 'read' | 'change'): DatabaseFile {
  const connection = told(() => (mode === 'read' ? Connection.openReader(path) : Connection.openWriter(path)))
  const build = createQueryBuilder()
  // The builder typed the row by the schema; STRICT tables hold the database to it.
  const rowsOf = <Row>(query: Query<Row>) => {
    const { sql, parameters } = compileQuery(query)
    return connection.run(sql, parameters).rows as Row[]
  }
  return {
    build,
    read: (query) => asked(() => rowsOf(query)),
    readOne: async (query) => (await asked(() => rowsOf(query)))[0] ?? null,
    async commit(unit) {
      const [outcome] = await asked(() => runUnits(connection, [unit.map(compileStep)]))
      if (outcome === undefined || outcome.kind === 'failed')
        throw new VaultError('internal', { cause: outcome?.cause })
      return outcome
    },
    copyTo: (copy) => asked(() => copyDatabase(connection, copy)),
    close: () => connection.close(),
  }
}

/** Waits while another process holds the database. */
async function asked<T>(work: () => T): Promise<T> {
  try {
    return await whenNotBusy(work)
  } catch (error) {
    throw failed(error)
  }
}

function told<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw failed(error)
  }
}

function failed(error: unknown): VaultError {
  return error instanceof VaultError ? error : new VaultError(failureCode(classifyFailure(error)), { cause: error })
}
