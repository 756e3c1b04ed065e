import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { JobId } from '#lib/core/ids/ids.ts'
import type { Database } from '#server/db/database.ts'
import type { Query } from '#server/db/query.ts'
import type { Row } from '#server/db/schema.ts'
import { requireCommitted, type Step } from '#server/db/unit-of-work.ts'
import type { Job, JobRequest, JobState } from './job.ts'

export type JobRow = Row<'jobs'>

export class JobsRepo {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Inserts nothing while a job of the same dedupe key is queued or running. */
  insertStep(id: JobId, request: JobRequest, now: number): Step {
    return this.#db.build
      .insertInto('jobs')
      .values({
        id,
        kind: request.kind,
        payload: JSON.stringify(request.payload),
        actor_kind: request.actor?.kind ?? 'system',
        actor_id: request.actor?.id ?? null,
        dedupe_key: request.dedupeKey ?? null,
        run_after: now,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
  }

  async find(id: JobId): Promise<JobRow | null> {
    return this.#db.readOne(this.#db.build.selectFrom('jobs').selectAll().where('id', '=', id))
  }

  async findActive(dedupeKey: string): Promise<JobRow | null> {
    return this.#db.readOne(
      this.#db.build
        .selectFrom('jobs')
        .selectAll()
        .where('dedupe_key', '=', dedupeKey)
        .where('state', 'in', ['queued', 'running']),
    )
  }

  async listQueued(kind: string, limit: number): Promise<JobRow[]> {
    return this.#db.read(
      this.#db.build
        .selectFrom('jobs')
        .selectAll()
        .where('state', '=', 'queued')
        .where('kind', '=', kind)
        .orderBy('id')
        .limit(limit),
    )
  }

  /** @returns whether it was still queued */
  async begin(id: JobId, now: number): Promise<boolean> {
    return this.#changed(
      this.#db.build
        .updateTable('jobs')
        .set((eb) => ({ state: 'running', attempts: eb('attempts', '+', 1), started_at: now }))
        .where('id', '=', id)
        .where('state', '=', 'queued'),
    )
  }

  /** @returns whether it was running (and not cancelled meanwhile) */
  async finish(id: JobId, end: JobEnd, now: number): Promise<boolean> {
    return this.#changed(
      this.#db.build
        .updateTable('jobs')
        .set({
          state: end.state,
          failure_code: end.failureCode ?? null,
          result: end.result ?? null,
          progress_done: end.done,
          progress_total: end.total,
          finished_at: now,
        })
        .where('id', '=', id)
        .where('state', '=', 'running'),
    )
  }

  /** Back to the queue for another attempt. @returns whether it was running */
  async requeue(
    id: JobId,
    next: { runAfter: number; failureCode: ErrorCode | null; attempts: number },
  ): Promise<boolean> {
    return this.#changed(
      this.#db.build
        .updateTable('jobs')
        .set({
          state: 'queued',
          run_after: next.runAfter,
          failure_code: next.failureCode,
          attempts: next.attempts,
        })
        .where('id', '=', id)
        .where('state', '=', 'running'),
    )
  }

  /** @returns whether it was queued or running */
  async cancel(id: JobId, now: number): Promise<boolean> {
    return this.#changed(
      this.#db.build
        .updateTable('jobs')
        .set({ state: 'cancelled', finished_at: now })
        .where('id', '=', id)
        .where('state', 'in', ['queued', 'running']),
    )
  }

  /** Another job of the same dedupe key that waits or runs stays the only one. @returns whether it was queued */
  async retry(id: JobId, now: number): Promise<boolean> {
    const result = await this.#db.commit([
      this.#db.build
        .updateTable('jobs')
        .set({ state: 'queued', run_after: now, failure_code: null, attempts: 0, finished_at: null, result: null })
        .where('id', '=', id)
        .where('state', 'in', ['failed', 'cancelled']),
    ])
    if (result.kind === 'conflict') return false
    const [step] = requireCommitted(result)
    return step?.changes === 1
  }

  /** The newest first: ids are made in the order of time. */
  async list({ state, before, limit }: JobsPage): Promise<JobRow[]> {
    let query = this.#db.build.selectFrom('jobs').selectAll()
    if (state !== undefined) query = query.where('state', '=', state)
    if (before !== undefined) query = query.where('id', '<', before)
    return this.#db.read(query.orderBy('id', 'desc').limit(limit))
  }

  async counts(): Promise<JobCounts> {
    const rows = await this.#db.read(
      this.#db.build
        .selectFrom('jobs')
        .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
        .where('state', 'in', ['queued', 'running', 'failed'])
        .groupBy('state'),
    )
    const of = (state: JobState) => rows.find((row) => row.state === state)?.count ?? 0
    return { queued: of('queued'), running: of('running'), failed: of('failed') }
  }

  saveProgressLater(id: JobId, done: number, total: number | null): void {
    const step = this.#db.build
      .updateTable('jobs')
      .set({ progress_done: done, progress_total: total })
      .where('id', '=', id)
      .where('state', '=', 'running')
    this.#db.commitLater([step], { key: `job:${id}` })
  }

  /** After a crash: what was running is queued again, unless it brought the vault down too often. */
  async recover(maxAttempts: number, now: number): Promise<void> {
    const interrupted = () => this.#db.build.updateTable('jobs').where('state', '=', 'running')
    const unit = [
      interrupted()
        .set({ state: 'failed', failure_code: 'internal', finished_at: now })
        .where('attempts', '>=', maxAttempts),
      interrupted().set({ state: 'queued', run_after: now }),
    ]
    requireCommitted(await this.#db.commit(unit))
  }

  async deleteFinishedBefore(time: number): Promise<void> {
    requireCommitted(await this.#db.commit([this.#db.build.deleteFrom('jobs').where('finished_at', '<', time)]))
  }

  async insert(step: Step): Promise<boolean> {
    const [result] = requireCommitted(await this.#db.commit([step]))
    return result?.changes === 1
  }

  async #changed(query: Query): Promise<boolean> {
    const [result] = requireCommitted(await this.#db.commit([query]))
    return result?.changes === 1
  }
}

export interface JobsPage {
  readonly state?: JobState | undefined
  /** Older than this one. */
  readonly before?: JobId | undefined
  readonly limit: number
}

export interface JobCounts {
  readonly queued: number
  readonly running: number
  readonly failed: number
}

export interface JobEnd {
  state: 'done' | 'failed'
  failureCode?: ErrorCode
  /** JSON. */
  result?: string | null
  done: number
  total: number | null
}

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    done: row.progress_done,
    total: row.progress_total,
    failureCode: row.failure_code,
    result: row.result === null ? null : JSON.parse(row.result),
    actor: { kind: row.actor_kind, id: row.actor_id },
    attempts: row.attempts,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
