import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Query, QueryBuilder, SqlValue } from '../query.ts'
import type { Schema } from '../schema.ts'
import { isGuarded, type Step } from '../unit-of-work.ts'
import type { Statement, StatementStep } from './messages.ts'

export function createQueryBuilder(): QueryBuilder {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new CompileOnlyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}

/** @throws TypeError for a parameter that no column holds, such as a boolean or undefined */
export function compileQuery(query: Query): Statement {
  const { sql, parameters } = isCompiled(query) ? query : query.compile()
  return { sql, parameters: parameters.map(toSqlValue) }
}

export function compileStep(step: Step): StatementStep {
  if (!isGuarded(step)) return compileQuery(step)
  return { ...compileQuery(step.query), guard: { expect: step.expect, otherwise: step.otherwise } }
}

const isCompiled = (query: Query): query is CompiledQuery => 'sql' in query

function toSqlValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value)) && !Number.isNaN(value)) {
    return value
  }
  // A Buffer is often a view of a shared pool, and a clone would carry the whole pool to the other thread.
  if (value instanceof Uint8Array) return new Uint8Array(value)
  throw new TypeError(`not a value for the database: ${typeof value} ${String(value)}`)
}

/** `execute()` would otherwise answer "no rows" without a word. */
class CompileOnlyDriver implements Driver {
  async init(): Promise<void> {}
  async destroy(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    throw new Error('queries are compiled here, never executed: hand them to Database.read or Database.commit')
  }
  async beginTransaction(): Promise<void> {}
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
}
