import type { StepResult } from '../unit-of-work.ts'
import type { Connection } from './connection.ts'
import type { StatementStep, StatementUnit, UnitOutcome } from './messages.ts'
import { classifyFailure } from './sqlite-failure.ts'

/**
 * Runs independent units in one transaction and one wait for the disk. What must hold: a unit that is refused leaves
 * nothing behind and does not touch its neighbours; nothing is `committed` before COMMIT has returned; after a throw
 * the connection is in no transaction and no unit was committed.
 * @throws the error of SQLite when it concerns the connection (busy, disk full, I/O), not one unit
 */
export function runUnits(connection: Connection, units: readonly StatementUnit[]): UnitOutcome[] {
  connection.run('begin immediate')
  try {
    const outcomes = units.map((unit) => runInSavepoint(connection, unit))
    connection.run(outcomes.some(isCommitted) ? 'commit' : 'rollback')
    return outcomes
  } catch (error) {
    // SQLite has rolled back by itself after some errors (disk full, I/O).
    if (connection.inTransaction) connection.run('rollback')
    throw error
  }
}

export const isCommitted = (outcome: UnitOutcome) => outcome.kind === 'committed'

function runInSavepoint(connection: Connection, unit: StatementUnit): UnitOutcome {
  connection.run('savepoint unit')
  const outcome = runSteps(connection, unit)
  if (!isCommitted(outcome)) connection.run('rollback to unit')
  connection.run('release unit')
  return outcome
}

function runSteps(connection: Connection, unit: StatementUnit): UnitOutcome {
  const results: StepResult[] = []
  for (const [index, step] of unit.entries()) {
    try {
      const result = connection.run(step.sql, step.parameters)
      if (step.guard && !holds(step.guard.expect, result)) {
        return { kind: 'guard_failed', step: index, tag: step.guard.otherwise }
      }
      results.push(result)
    } catch (error) {
      return refusal(error, step, index, connection)
    }
  }
  return { kind: 'committed', results }
}

function holds(expect: NonNullable<StatementStep['guard']>['expect'], result: StepResult): boolean {
  if (expect === 'rows') return result.rows.length > 0
  if (expect === 'no-rows') return result.rows.length === 0
  return result.changes === expect.changes
}

/** @throws the error itself when it does not belong to this unit alone */
function refusal(error: unknown, step: StatementStep, index: number, connection: Connection): UnitOutcome {
  const failure = classifyFailure(error)
  if (failure.kind === 'conflict') return { kind: 'conflict', step: index, constraint: failure.constraint }
  if (failure.kind !== 'rejected' || !connection.inTransaction) throw error
  return { kind: 'failed', code: 'internal', cause: `step ${index}: ${String(error)} in: ${step.sql}` }
}
