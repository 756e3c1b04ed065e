import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { JobId } from '#lib/core/ids/ids.ts'
import { newId } from '#server/clock.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import { isOver, type Job, type JobHandler, type JobRequest } from './job.ts'
import { JobRunner, type JobRunnerDeps } from './job-runner.ts'
import { type JobCounts, type JobRow, type JobsPage, toJob } from './jobs.repo.ts'
import { MAX_ATTEMPTS } from './retry.ts'
import { RunningJob } from './running-job.ts'

const FINISHED_ARE_KEPT_MS = 7 * 24 * 3_600_000
const SWEEP_EVERY_MS = 3_600_000
const LOOK_AGAIN_MS = 5_000

export type JobsDeps = Omit<JobRunnerDeps, 'draining' | 'isPaused'>

/**
 * Work that outlives a request and a restart. What must hold: a job runs in one place at a time, and so does what
 * shares its dedupe key; whatever way an attempt ends is recorded before its slot is free; what was acknowledged by
 * `enqueue` ends as done, failed or cancelled, or stays queued.
 */
export class Jobs {
  readonly #deps: JobsDeps
  readonly #runner: JobRunner
  readonly #handlers = new Map<string, JobHandler<unknown>>()
  readonly #running = new Map<JobId, RunningJob>()
  /** Between two attempts, each with the timer that ends its rest. */
  readonly #resting = new Map<JobId, NodeJS.Timeout>()
  readonly #listeners = new Set<(job: Job) => void>()
  #sweeper: NodeJS.Timeout | null = null
  #accepting = false
  #filling: Promise<void> | null = null
  #fillAgain = false
  #paused = false

  constructor(deps: JobsDeps) {
    this.#deps = deps
    this.#runner = new JobRunner({
      ...deps,
      draining: () => !this.#accepting,
      isPaused: (kind) => this.#isStopped(kind),
    })
  }

  /** Before `start`. Jobs of an unknown kind wait until a release knows them. */
  register<Payload>(kind: string, handler: JobHandler<Payload>): void {
    // `run` is only ever given what its own `parse` returned.
    this.#handlers.set(kind, handler as JobHandler<unknown>)
  }

  async start(): Promise<void> {
    await this.#deps.repo.recover(MAX_ATTEMPTS, this.#deps.clock.now())
    await this.#sweep()
    this.#sweeper = setInterval(() => void this.#sweep().catch(this.#deps.onError), SWEEP_EVERY_MS).unref()
    this.#accepting = true
    this.wake()
  }

  async enqueue(request: JobRequest): Promise<Job> {
    for (;;) {
      const { id, step } = this.plan(request)
      const inserted = await this.#deps.repo.insert(step)
      const row = inserted ? await this.#deps.repo.find(id) : await this.#deps.repo.findActive(request.dedupeKey ?? '')
      this.wake()
      // The job that was there may have ended between the two steps; then ask anew.
      if (row) return toJob(row)
    }
  }

  /** For a job that must exist exactly when something else is committed: add the step to that unit, then `wake`. */
  plan(request: JobRequest): { id: JobId; step: Step } {
    const id = newId<JobId>(this.#deps.clock)
    return { id, step: this.#deps.repo.insertStep(id, request, this.#deps.clock.now()) }
  }

  /** Looks for work; never rejects, never blocks. */
  wake(): void {
    if (!this.#accepting) return
    this.#fillAgain = true
    this.#filling ??= this.#fill()
  }

  async find(id: JobId): Promise<Job | null> {
    const row = await this.#deps.repo.find(id)
    if (!row) return null
    const running = this.#running.get(id)
    return running && row.state === 'running' ? running.job : toJob(row)
  }

  /** @returns the job as it stands afterwards; one that was over stays as it was */
  async cancel(id: JobId): Promise<Job | null> {
    const cancelled = await this.#deps.repo.cancel(id, this.#deps.clock.now())
    this.#running.get(id)?.stop(new DOMException('The job was cancelled.', 'AbortError'))
    const job = await this.find(id)
    if (cancelled && job) this.#tell(job)
    return job
  }

  /** Queues a failed or cancelled job again. @returns the job as it stands, null when there is none */
  async retry(id: JobId): Promise<Job | null> {
    const queued = await this.#deps.repo.retry(id, this.#deps.clock.now())
    this.wake()
    const job = await this.find(id)
    if (queued && job) this.#tell(job)
    return job
  }

  /** The newest first; running ones as they stand this moment. */
  async list(page: JobsPage): Promise<Job[]> {
    const rows = await this.#deps.repo.list(page)
    return rows.map((row) => (row.state === 'running' ? (this.#running.get(row.id)?.job ?? toJob(row)) : toJob(row)))
  }

  counts(): Promise<JobCounts> {
    return this.#deps.repo.counts()
  }

  /** Whether work of this kind, queued or running, waits for the end of the pause. */
  isResting(kind: string): boolean {
    return this.#paused && Boolean(this.#handlers.get(kind)?.background)
  }

  /** While paused, the vault's own work neither begins nor goes on: what runs is stopped and queued again, or held. */
  setPaused(paused: boolean): void {
    if (this.#paused === paused) return
    this.#paused = paused
    if (!paused) {
      this.wake()
      return
    }
    for (const running of this.#running.values()) {
      if (this.#isStopped(running.job.kind)) running.stop(new VaultError('unavailable'))
    }
  }

  /**
   * Waits until the job is over, but no longer than `withinMs`: so that a quick one is done when its request answers.
   */
  async settled(id: JobId, withinMs: number): Promise<Job | null> {
    let finish = () => {}
    const over = new Promise<void>((resolve) => {
      finish = resolve
    })
    const stop = this.onProgress((job) => {
      if (job.id === id && isOver(job.state)) finish()
    })
    const timer = setTimeout(finish, withinMs)
    try {
      // Asked after subscribing, so that an end in between is not missed.
      const job = await this.find(id)
      if (!job || isOver(job.state)) return job
      await over
      return await this.find(id)
    } finally {
      clearTimeout(timer)
      stop()
    }
  }

  /** @returns a function that ends the subscription */
  onProgress(listener: (job: Job) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins nothing more, stops what runs; it is queued again and goes on after the next start. */
  async drain(): Promise<void> {
    this.#accepting = false
    if (this.#sweeper) clearInterval(this.#sweeper)
    for (const timer of this.#resting.values()) clearTimeout(timer)
    this.#resting.clear()
    await this.#filling
    const running = [...this.#running.values()]
    for (const job of running) job.stop(new VaultError('shutting_down'))
    await Promise.all(running.map((job) => job.ended))
  }

  async #fill(): Promise<void> {
    // So that `#filling` is set before this can end.
    await null
    try {
      while (this.#fillAgain && this.#accepting) {
        this.#fillAgain = false
        for (const [kind, handler] of this.#handlers) await this.#fillKind(kind, handler)
      }
    } catch (error) {
      this.#deps.onError(error)
      setTimeout(() => this.wake(), LOOK_AGAIN_MS).unref()
    } finally {
      this.#filling = null
    }
  }

  async #fillKind(kind: string, handler: JobHandler<unknown>): Promise<void> {
    if (this.isResting(kind)) return
    const ofKind = [...this.#running.values()].filter(({ job }) => job.kind === kind).length
    let free = (handler.concurrency ?? 1) - ofKind
    if (free <= 0) return
    for (const row of await this.#deps.repo.listQueued(kind, free + this.#resting.size + this.#running.size)) {
      if (free === 0 || !this.#accepting) return
      if (this.#resting.has(row.id) || this.#isBusy(row.dedupe_key)) continue
      if (!(await this.#deps.repo.begin(row.id, this.#deps.clock.now()))) continue
      free--
      this.#launch(row, handler)
    }
  }

  #isStopped(kind: string): boolean {
    return this.#paused && this.#handlers.get(kind)?.background === true
  }

  /** A cancelled job frees its key in the database at once, but may still be winding down. */
  #isBusy(dedupeKey: string | null): boolean {
    return dedupeKey !== null && [...this.#running.values()].some((job) => job.dedupeKey === dedupeKey)
  }

  #launch(row: JobRow, handler: JobHandler<unknown>): void {
    const running = new RunningJob({
      job: toJob({ ...row, state: 'running', attempts: row.attempts + 1 }),
      dedupeKey: row.dedupe_key,
      monotonic: this.#deps.clock.monotonic,
      tell: (job) => {
        this.#deps.repo.saveProgressLater(job.id, job.done, job.total)
        this.#tell(job)
      },
    })
    this.#running.set(row.id, running)
    this.#tell(running.job)
    running.ended = this.#run(row, handler, running)
  }

  /** Never rejects. */
  async #run(row: JobRow, handler: JobHandler<unknown>, running: RunningJob): Promise<void> {
    const { restMs } = await this.#runner.run(row, handler, running)
    if (restMs !== null && this.#accepting) this.#rest(row.id, restMs)
    await this.#over(row.id)
  }

  #rest(id: JobId, delayMs: number): void {
    const wakeUp = () => {
      this.#resting.delete(id)
      this.wake()
    }
    this.#resting.set(id, setTimeout(wakeUp, delayMs).unref())
  }

  async #over(id: JobId): Promise<void> {
    this.#running.delete(id)
    this.wake()
    const job = await this.find(id).catch(this.#deps.onError)
    if (job) this.#tell(job)
  }

  #tell(job: Job): void {
    for (const listener of this.#listeners) {
      try {
        listener(job)
      } catch (error) {
        this.#deps.onError(error)
      }
    }
  }

  #sweep(): Promise<void> {
    return this.#deps.repo.deleteFinishedBefore(this.#deps.clock.now() - FINISHED_ARE_KEPT_MS)
  }
}
