import type { Generated } from 'kysely'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { JobId } from '#lib/core/ids/ids.ts'
import type { ActorKind, JsonText } from './column-types.ts'

export interface SettingsTable {
  key: string
  value: JsonText
}

export interface JobsTable {
  id: JobId
  kind: string
  payload: JsonText
  state: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>
  progress_done: Generated<number>
  /** Null while the amount of work is unknown. */
  progress_total: number | null
  failure_code: ErrorCode | null
  /** What the handler returned, such as counts. */
  result: JsonText | null
  actor_kind: ActorKind
  actor_id: string | null
  /** Unique while queued or running: the same work is not queued twice. */
  dedupe_key: string | null
  attempts: Generated<number>
  /**
   * When the next attempt is due, for people; a running process waits by the monotonic clock, a start begins at once.
   */
  run_after: number
  created_at: number
  started_at: number | null
  finished_at: number | null
}

/** What is looked for, by nobody's name: one row for a term and a day. */
export interface SearchTermsTable {
  /** YYYY-MM-DD in UTC. */
  day: string
  term: string
  searches: number
  /** How many entries the last of them found. */
  hits: number
}

export interface AuditTable {
  id: string
  at: number
  actor_kind: ActorKind
  actor_id: string | null
  action: string
  target_kind: string
  target_id: string | null
  details: JsonText
  address: string | null
}
