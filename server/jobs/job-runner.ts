import { setTimeout as sleep } from 'node:timers/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Clock } from '#server/clock.ts'
import type { JobHandler } from './job.ts'
import type { JobRow, JobsRepo } from './jobs.repo.ts'
import { type AfterFailure, afterFailure } from './retry.ts'
import type { RunningJob } from './running-job.ts'

/** When the database could not take what must be recorded. */
const RECORD_AGAIN_MS = 5_000

export interface JobRunnerDeps {
  repo: JobsRepo
  clock: Clock
  /** Failures that are mistakes of ours, for the log. */
  onError: (error: unknown) => void
  afterFailure?: (...failure: Parameters<typeof afterFailure>) => AfterFailure
  /** The vault is stopping: what is interrupted now goes back to the queue. */
  draining: () => boolean
  /** Work of this kind was stopped to go on later. */
  isPaused: (kind: string) => boolean
}

type AttemptEnd = { kind: 'done'; result: string | null } | { kind: 'failed'; error: unknown }

/** How long the job rests before its next attempt; null when there is none. */
export interface AfterAttempt {
  restMs: number | null
}

/** One attempt of one job, and the record of how it ended. */
export class JobRunner {
  readonly #deps: JobRunnerDeps

  constructor(deps: JobRunnerDeps) {
    this.#deps = deps
  }

  /** Never rejects. */
  async run(row: JobRow, handler: JobHandler<unknown>, running: RunningJob): Promise<AfterAttempt> {
    const end = await attempt(row, handler, running)
    if (end.kind === 'failed' && isOurMistake(end.error, running)) this.#deps.onError(end.error)
    for (;;) {
      try {
        return await this.#record(running, end)
      } catch (error) {
        this.#deps.onError(error)
      }
      // It stays recorded as running, and the next start queues it again.
      if (this.#deps.draining()) return { restMs: null }
      await sleep(RECORD_AGAIN_MS, undefined, { ref: false })
    }
  }

  async #record({ job, signal }: RunningJob, end: AttemptEnd): Promise<AfterAttempt> {
    const { repo, clock, draining, isPaused } = this.#deps
    const { id, kind, attempts, done, total } = job
    const now = clock.now()
    if (end.kind === 'done') {
      await repo.finish(id, { state: 'done', result: end.result, done, total }, now)
      return { restMs: null }
    }
    if (signal.aborted && (draining() || isPaused(kind))) {
      // Stopped by us: not the job's fault, so this attempt does not count.
      await repo.requeue(id, { runAfter: now, failureCode: null, attempts: attempts - 1 })
      return { restMs: null }
    }
    const code = codeOf(end.error)
    const next = (this.#deps.afterFailure ?? afterFailure)(code, attempts)
    if (next.kind === 'fail') {
      await repo.finish(id, { state: 'failed', failureCode: code, done, total }, now)
      return { restMs: null }
    }
    const queued = await repo.requeue(id, { runAfter: now + next.delayMs, failureCode: code, attempts })
    return { restMs: queued ? next.delayMs : null }
  }
}

async function attempt(row: JobRow, handler: JobHandler<unknown>, running: RunningJob): Promise<AttemptEnd> {
  try {
    const { id, actor, attempts } = running.job
    const payload = handler.parse(JSON.parse(row.payload))
    const result = await handler.run({ id, payload, actor, attempt: attempts }, running)
    return { kind: 'done', result: result === undefined ? null : JSON.stringify(result) }
  } catch (error) {
    return { kind: 'failed', error }
  }
}

const codeOf = (error: unknown) => (error instanceof VaultError ? error.code : 'internal')

const isOurMistake = (error: unknown, { signal }: RunningJob) => codeOf(error) === 'internal' && !signal.aborted
