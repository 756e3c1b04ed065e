const PUBLISH_MS = 250

export interface EngineScheduleOptions {
  /** Wall-clock time, as retries are written down. */
  now: () => number
  plan: () => void
  publish: () => void
  /** It is time to try again; `atMs` is not before what was asked for. */
  wake: (id: string, atMs: number) => void
}

/** When an engine does what it does: plans once for many changes, tells the page four times a second, tries again. */
export class EngineSchedule {
  readonly #options: EngineScheduleOptions
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #publishing: ReturnType<typeof setTimeout> | null = null
  #isPlanning = false
  #closed = false

  constructor(options: EngineScheduleOptions) {
    this.#options = options
  }

  plan(): void {
    this.#isPlanning = false
    if (!this.#closed) this.#options.plan()
  }

  /** Many changes in one turn are planned for once. */
  planSoon(): void {
    if (this.#isPlanning) return
    this.#isPlanning = true
    queueMicrotask(() => this.plan())
  }

  publish(): void {
    if (this.#publishing !== null) clearTimeout(this.#publishing)
    this.#publishing = null
    if (!this.#closed) this.#options.publish()
  }

  publishSoon(): void {
    this.#publishing ??= setTimeout(() => this.publish(), PUBLISH_MS)
  }

  wakeAt(id: string, atMs: number): void {
    const { now, wake } = this.#options
    const previous = this.#timers.get(id)
    if (previous !== undefined) clearTimeout(previous)
    const call = () => {
      this.#timers.delete(id)
      // The timer counts monotonic time; a wall clock that was set back meanwhile must not keep it waiting.
      wake(id, Math.max(atMs, now()))
    }
    this.#timers.set(id, setTimeout(call, Math.max(0, atMs - now())))
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    if (this.#publishing !== null) clearTimeout(this.#publishing)
  }
}
