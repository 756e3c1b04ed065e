import type { Step } from './unit-of-work.ts'

const DEFAULT_DELAY_MS = 3_000
const MAX_WAITING_UNITS = 1_000

export interface LazyCommitsOptions {
  commit: (unit: readonly Step[]) => Promise<unknown>
  onError: (error: unknown) => void
  delayMs?: number
}

/** Holds back what is not an acknowledgement, so that "last seen" does not cost a wait for the disk per request. */
export class LazyCommits {
  readonly #options: LazyCommitsOptions
  #waiting = new Map<string | symbol, readonly Step[]>()
  #timer: NodeJS.Timeout | null = null

  constructor(options: LazyCommitsOptions) {
    this.#options = options
  }

  add(unit: readonly Step[], key?: string): void {
    this.#waiting.set(key ?? Symbol(), unit)
    if (this.#waiting.size >= MAX_WAITING_UNITS) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), this.#options.delayMs ?? DEFAULT_DELAY_MS).unref()
  }

  /** Commits what waits now; never rejects. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const units = [...this.#waiting.values()]
    this.#waiting = new Map()
    await Promise.all(units.map((unit) => this.#options.commit(unit).catch(this.#options.onError)))
  }
}
