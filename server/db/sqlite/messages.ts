import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { SqlValue } from '../query.ts'
import type { CommitResult, Expectation } from '../unit-of-work.ts'

/** A compiled query on its way to a worker. */
export interface Statement {
  sql: string
  parameters: SqlValue[]
}

export interface StatementStep extends Statement {
  guard?: { expect: Expectation; otherwise: string }
}

export type StatementUnit = StatementStep[]

/** `failed` is a unit that was rolled back without an alternative its caller could expect. */
export type UnitOutcome = CommitResult | { kind: 'failed'; code: ErrorCode; cause: string }

export interface SqliteFiles {
  path: string
  /** Where the snapshot before a migration goes. */
  snapshotFolder: string
}

export type WriterRequest =
  | { kind: 'migrate'; now: number }
  /** Units share one transaction where they can; each stays atomic by itself. */
  | { kind: 'commit'; units: StatementUnit[] }

export type WriterAnswer =
  | { kind: 'migrated'; from: number; to: number }
  /** In the order of the units; `transactions` is how many commits waited for the disk. */
  | { kind: 'outcomes'; outcomes: UnitOutcome[]; transactions: number }

/** Statements of one request see one and the same state. */
export type ReaderRequest = { kind: 'read'; statements: Statement[] } | { kind: 'copy'; path: string }

export type ReaderAnswer = { kind: 'rows'; rows: unknown[][] } | { kind: 'copied' }
