import type { JobId } from '#lib/core/ids/ids.ts'
import type { Job, JobControl } from './job.ts'

const TELL_EVERY_MS = 250

export interface RunningJobOptions {
  job: Job
  dedupeKey: string | null
  monotonic: () => number
  /** At most four times a second. */
  tell: (job: Job) => void
}

/** One attempt under way: where it stands, and the way to stop it. */
export class RunningJob implements JobControl {
  readonly id: JobId
  readonly dedupeKey: string | null
  /** Resolves when the attempt is over and recorded; never rejects. */
  ended: Promise<void> = Promise.resolve()
  readonly #options: RunningJobOptions
  readonly #abort = new AbortController()
  #done: number
  #total: number | null
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(options: RunningJobOptions) {
    this.#options = options
    this.id = options.job.id
    this.dedupeKey = options.dedupeKey
    this.#done = options.job.done
    this.#total = options.job.total
  }

  /** Bound: a handler may take it apart from its control. */
  readonly progress = (done: number, total: number | null): void => {
    this.#done = done
    this.#total = total
    const now = this.#options.monotonic()
    if (now - this.#toldAt < TELL_EVERY_MS) return
    this.#toldAt = now
    this.#options.tell(this.job)
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get job(): Job {
    return { ...this.#options.job, state: 'running', done: this.#done, total: this.#total }
  }

  stop(reason: Error): void {
    this.#abort.abort(reason)
  }
}
