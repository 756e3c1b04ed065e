import type { PlaceId } from '#lib/core/ids/ids.ts'

export interface IntentRetriesDeps {
  /** Nothing else changes in these places while `work` runs. */
  hold(places: readonly PlaceId[], work: () => Promise<void>): Promise<void>
  /** @returns false when nothing was left to do @throws whatever kept it from being finished or undone */
  replay(id: string): Promise<boolean>
  onError(error: unknown): void
  note(message: string, facts: Readonly<Record<string, unknown>>): void
}

/** A disk that comes back does so soon; one that does not is asked now and then. */
const DELAYS_MS = [1_000, 5_000, 30_000, 120_000, 600_000]

/** Work that the disk broke off is finished or undone while the vault runs, and by the next start at the latest. */
export class IntentRetries {
  readonly #deps: IntentRetriesDeps
  readonly #waiting = new Map<string, { places: readonly PlaceId[]; attempts: number; timer: NodeJS.Timeout | null }>()
  #running: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(deps: IntentRetriesDeps) {
    this.#deps = deps
  }

  /** Ids of what is still to be made whole. */
  get waiting(): string[] {
    return [...this.#waiting.keys()]
  }

  add(id: string, places: readonly PlaceId[]): void {
    if (this.#isClosed || this.#waiting.has(id)) return
    this.#waiting.set(id, { places: [...new Set(places)], attempts: 0, timer: null })
    this.#schedule(id)
  }

  /** All that wait, now; resolves when each was tried once. */
  async runNow(): Promise<void> {
    for (const id of this.waiting) await this.#run(id)
  }

  /** Begins nothing any more, and waits for what has begun. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { timer } of this.#waiting.values()) if (timer !== null) clearTimeout(timer)
    await this.#running
  }

  #schedule(id: string): void {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined || this.#isClosed) return
    if (waiting.timer !== null) clearTimeout(waiting.timer)
    const delayMs = DELAYS_MS[Math.min(waiting.attempts, DELAYS_MS.length - 1)]
    waiting.timer = setTimeout(() => void this.#run(id), delayMs)
    waiting.timer.unref()
  }

  /** One after the other: they may wait for the same places. */
  #run(id: string): Promise<void> {
    this.#running = this.#running.then(() => this.#attempt(id))
    return this.#running
  }

  async #attempt(id: string): Promise<void> {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined || this.#isClosed) return
    try {
      await this.#deps.hold(waiting.places, async () => {
        if (await this.#deps.replay(id)) this.#deps.note('broken-off work is finished or undone', { intent: id })
      })
      this.#waiting.delete(id)
      if (waiting.timer !== null) clearTimeout(waiting.timer)
    } catch (error) {
      waiting.attempts += 1
      this.#deps.onError(error)
      this.#schedule(id)
    }
  }
}
