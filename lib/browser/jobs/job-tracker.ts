import type { Api } from '#lib/api/client.ts'
import { type BulkBody, entryRoutes, type JobView } from '#lib/contracts/http/entries.ts'
import { type PurgeBody, trashRoutes } from '#lib/contracts/http/trash.ts'
import { isErrorCode } from '#lib/core/errors/is-error-code.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

export type JobAction = BulkBody['action'] | 'purge'

/** A bulk action that takes longer than a moment, as the page shows it. */
export interface RunningJob {
  readonly job: JobView
  readonly action: JobAction
}

export interface JobTrackerOptions {
  api: Api
  /** The live channel; it may be away, so the tracker asks by itself too. */
  follow: (jobId: string, onProgress: (job: JobView) => void) => () => void
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

const ASK_EVERY_MS = 2_000
const NOTHING: readonly RunningJob[] = []

/** Starts bulk actions and waits for their end; what runs for longer is listed, with progress. */
export class JobTracker {
  readonly #options: JobTrackerOptions
  readonly #listeners = new Set<() => void>()
  #running: readonly RunningJob[] = NOTHING

  constructor(options: JobTrackerOptions) {
    this.#options = options
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): readonly RunningJob[] => this.#running

  /**
   * Resolves with the job when it is over, also when somebody cancelled it.
   * @throws VaultError with the code of the refusal, or of the failure of the job
   */
  async run(placeId: string, body: BulkBody): Promise<JobView> {
    const started = await this.#options.api.call(entryRoutes.bulk, { params: { place: placeId }, body })
    return this.#end(started, body.action)
  }

  /** As `run`, for what is deleted from the trash for good. */
  async purge(placeId: string, body: PurgeBody): Promise<JobView> {
    const started = await this.#options.api.call(trashRoutes.purge, { params: { place: placeId }, body })
    return this.#end(started, 'purge')
  }

  async #end(started: JobView, action: JobAction): Promise<JobView> {
    const job = isOver(started) ? started : await this.#waitFor(started, action)
    if (job.state === 'failed') {
      throw new VaultError(isErrorCode(job.failureCode) ? job.failureCode : 'internal', { details: { job: job.id } })
    }
    return job
  }

  /** What is done stays done. */
  async cancel(jobId: string): Promise<void> {
    await this.#options.api.call(entryRoutes.cancelJob, { params: { job: jobId } })
  }

  #waitFor(started: JobView, action: JobAction): Promise<JobView> {
    this.#publish(started, action)
    const waiting = new AbortController()
    return new Promise<JobView>((resolve, reject) => {
      const see = (job: JobView) => {
        if (waiting.signal.aborted) return
        this.#publish(job, action)
        if (!isOver(job)) return
        waiting.abort()
        resolve(job)
      }
      const unfollow = this.#options.follow(started.id, see)
      waiting.signal.addEventListener('abort', unfollow)
      this.#ask(started.id, see, waiting.signal).catch((error: unknown) => {
        waiting.abort()
        this.#forget(started.id)
        reject(error)
      })
    })
  }

  /** Asks until it is over; a vault that is away is asked again, a job that is unknown is not. */
  async #ask(jobId: string, see: (job: JobView) => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#options.sleep(ASK_EVERY_MS, signal)
      if (signal.aborted) return
      try {
        see(await this.#options.api.call(entryRoutes.job, { params: { job: jobId } }))
      } catch (error) {
        if (error instanceof VaultError && ['unavailable', 'shutting_down', 'rate_limited'].includes(error.code))
          continue
        throw error
      }
    }
  }

  #publish(job: JobView, action: JobAction): void {
    const others = this.#running.filter((running) => running.job.id !== job.id)
    this.#set(isOver(job) ? others : [...others, { job, action }])
  }

  #forget(jobId: string): void {
    this.#set(this.#running.filter((running) => running.job.id !== jobId))
  }

  #set(running: readonly RunningJob[]): void {
    this.#running = running
    for (const listener of this.#listeners) listener()
  }
}

function isOver(job: JobView): boolean {
  return job.state !== 'queued' && job.state !== 'running'
}
