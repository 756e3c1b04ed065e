import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { JobId } from '#lib/core/ids/ids.ts'
import type { ActorKind } from '#server/db/tables/column-types.ts'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface JobActor {
  kind: ActorKind
  id: string | null
}

export interface Job {
  id: JobId
  kind: string
  state: JobState
  done: number
  /** Null while the amount of work is unknown. */
  total: number | null
  failureCode: ErrorCode | null
  /** What the handler returned: plain JSON, null until it is done. */
  result: unknown
  actor: JobActor
  attempts: number
  createdAt: number
  finishedAt: number | null
}

export interface JobRequest {
  kind: string
  /** Plain JSON; the handler's `parse` checks it when the job runs, which may be in a later release. */
  payload: unknown
  /** While a job of this key is queued or running, asking again gives that job. */
  dedupeKey?: string
  /** Who asked; the vault itself when absent. */
  actor?: JobActor
}

export interface JobControl {
  /** Aborted by `cancel` and by `drain`: stop soon, leaving what is done. */
  signal: AbortSignal
  /** Cheap: call it as often as there is something to tell. */
  progress: (done: number, total: number | null) => void
}

export interface JobHandler<Payload> {
  /** @throws when a payload is not of this kind */
  parse(payload: unknown): Payload
  /**
   * Must be safe to run again from the start: after a kill or a retryable failure it is.
   * @returns plain JSON for whoever asks how it went, or nothing
   * @throws VaultError whose code becomes the job's; retryable ones are tried again
   */
  run(job: { id: JobId; payload: Payload; actor: JobActor; attempt: number }, control: JobControl): Promise<unknown>
  /** How many run at once; 1 when absent. */
  concurrency?: number
  /**
   * The vault's own work that nobody waits for: it rests while the background is paused. It is stopped and begun again,
   * or `in place`: it asks the pace of the background before each step, which holds it where it is.
   */
  background?: boolean | 'in place'
}

export const isOver = (state: JobState) => state !== 'queued' && state !== 'running'
