import { afterEach, beforeEach, describe } from 'vitest'
import { DatabaseContext, type Group } from './contract/database-context.ts'
import { describeCommits } from './contract/describe-commits.ts'
import { describeConflicts } from './contract/describe-conflicts.ts'
import { describeEndings } from './contract/describe-endings.ts'
import { describeReads } from './contract/describe-reads.ts'
import { describeValues } from './contract/describe-values.ts'
import type { TestDatabase } from './testing/open-test-database.ts'

/** The promises of `Database`, for every dialect; `open` gives an empty one with the newest schema. */
export function describeDatabase(
  dialect: string,
  open: (options: { onGroup: (group: Group) => void }) => Promise<TestDatabase>,
): void {
  describe(dialect, () => {
    const context = new DatabaseContext(open)
    beforeEach(() => context.open())
    afterEach(() => context.remove())

    describeReads(context)
    describeCommits(context)
    describeConflicts(context)
    describeValues(context)
    describeEndings(context)
  })
}
