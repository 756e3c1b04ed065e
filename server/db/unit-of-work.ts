import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Query } from './query.ts'

/** What must hold after a step, or the whole unit is rolled back. */
export type Expectation = { changes: number } | 'rows' | 'no-rows'

/** A step with a guard; `otherwise` is the tag that `guard_failed` carries back. */
export interface GuardedStep {
  query: Query
  expect: Expectation
  otherwise: string
}

export type Step = Query | GuardedStep

export interface StepResult {
  /** Rows inserted, updated or deleted by this step; 0 for a select. */
  changes: number
  /** Rows of a select or of RETURNING. */
  rows: unknown[]
}

/**
 * `conflict` names a broken uniqueness as `table.column` or `table.column+column` in the order of the constraint,
 * and a reference to a row that is not there (or is still referred to) as `foreign_key`.
 */
export type CommitResult =
  | { kind: 'committed'; results: StepResult[] }
  | { kind: 'guard_failed'; step: number; tag: string }
  | { kind: 'conflict'; step: number; constraint: string }

/** For a unit without an expected alternative. @throws VaultError `internal` when it was not committed */
export function requireCommitted(result: CommitResult): StepResult[] {
  if (result.kind === 'committed') return result.results
  throw new VaultError('internal', { cause: new Error(`unit of work refused: ${JSON.stringify(result)}`) })
}

export const isGuarded = (step: Step): step is GuardedStep => 'otherwise' in step
