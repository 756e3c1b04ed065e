import { join } from 'node:path'
import type { DatabaseFacts } from '#server/db/database-facts.ts'
import { bad, type Finding, good, warning } from './finding.ts'

const SUBJECT = 'Database'
const CLOCK_SLACK_MS = 5 * 60_000

/**
 * The database's structure and schema, and whether its newest row lies in the future.
 * @param now wall clock, ms
 */
export function lookAtDatabase(facts: DatabaseFacts, dataPath: string, now: number): Finding[] {
  switch (facts.kind) {
    case 'absent':
      return [good(SUBJECT, 'It is made at the first start.')]
    case 'unreadable':
      return [
        bad(
          SUBJECT,
          `It cannot be read: ${facts.why}.`,
          `Restore a copy from ${join(dataPath, 'backups')}, or a backup.`,
        ),
      ]
    case 'sound':
      return [lookAtSchema(facts), lookAtClock(facts.newestAt, now)]
  }
}

function lookAtSchema({ schema, knownSchema, entries }: Extract<DatabaseFacts, { kind: 'sound' }>): Finding {
  if (schema > knownSchema)
    return bad(
      SUBJECT,
      `It was written by a newer release (schema ${schema}, known ${knownSchema}).`,
      'Start that release.',
    )
  return schema < knownSchema
    ? warning(SUBJECT, `Its schema is ${schema}; the next start brings it to ${knownSchema}.`, 'A copy is made before.')
    : good(SUBJECT, `Sound, ${entries} entries, schema ${schema}.`)
}

function lookAtClock(newestAt: number, now: number): Finding {
  const today = new Date(now).toISOString()
  return newestAt > now + CLOCK_SLACK_MS
    ? bad('Clock', `It says ${today}, but things happened later than that.`, 'Set the clock of this machine.')
    : good('Clock', `It says ${today}.`)
}
