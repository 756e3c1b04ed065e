import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Database } from './database.ts'
import type { Query } from './query.ts'
import { type Expectation, type GuardedStep, requireCommitted, type Step, type StepResult } from './unit-of-work.ts'

/** A step whose guard, when it fails, is the error of that code. */
export function guarded(query: Query, expect: Expectation, otherwise: ErrorCode): GuardedStep {
  return { query, expect, otherwise }
}

/**
 * Commits a unit of work whose refusals are errors to the caller.
 * @param conflicts what a broken uniqueness or reference means, by the names of CommitResult
 * @throws VaultError with the code of the guard or of the conflict; `internal` for a conflict that is not named
 */
export async function commitOrThrow(
  db: Database,
  unit: readonly Step[],
  conflicts: Readonly<Record<string, ErrorCode>> = {},
): Promise<StepResult[]> {
  const result = await db.commit(unit)
  if (result.kind === 'guard_failed' && isErrorCode(result.tag)) throw new VaultError(result.tag)
  if (result.kind === 'conflict') {
    const code = conflicts[result.constraint]
    if (code !== undefined) throw new VaultError(code)
  }
  return requireCommitted(result)
}
