import { setTimeout as sleep } from 'node:timers/promises'

/** Shorter rests are not worth a timer. */
const MIN_REST_MS = 20

/** Lets others have the disk and the processor from time to time: somebody may be watching a film from this disk. */
export class Rest {
  readonly #share: number
  readonly #monotonic: () => number
  readonly #bytesPerSecond: () => number | null
  #workSince: number
  #owedMs = 0
  #aheadMs = 0

  /**
   * @param share of the time of work
   * @param bytesPerSecond no more than this; asked anew each time, null for no limit
   */
  constructor(share: number, monotonic: () => number, bytesPerSecond: () => number | null = () => null) {
    this.#bytesPerSecond = bytesPerSecond
    this.#share = share
    this.#monotonic = monotonic
    this.#workSince = monotonic()
  }

  /** Rests for what was worked since the last call. @param bytes done in it @throws the reason of the signal */
  async after(signal: AbortSignal, bytes = 0): Promise<void> {
    const now = this.#monotonic()
    const workedMs = now - this.#workSince
    const limit = this.#bytesPerSecond()
    this.#owedMs += workedMs * this.#share
    this.#aheadMs = limit === null ? 0 : Math.max(0, this.#aheadMs + (bytes / limit) * 1000 - workedMs)
    this.#workSince = now
    const restMs = Math.max(this.#owedMs, this.#aheadMs)
    if (restMs < MIN_REST_MS) return
    this.#owedMs = 0
    this.#aheadMs = 0
    await sleep(restMs, undefined, { signal })
    this.#workSince = this.#monotonic()
  }
}
