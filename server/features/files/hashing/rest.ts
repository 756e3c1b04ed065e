import { setTimeout as sleep } from 'node:timers/promises'

/** Shorter rests are not worth a timer. */
const MIN_REST_MS = 20

/** Lets others have the disk and the processor from time to time: somebody may be watching a film from this disk. */
export class Rest {
  readonly #share: number
  readonly #monotonic: () => number
  #workSince: number
  #owedMs = 0

  /** @param share of the time of work */
  constructor(share: number, monotonic: () => number) {
    this.#share = share
    this.#monotonic = monotonic
    this.#workSince = monotonic()
  }

  /** Rests for what was worked since the last call. @throws the reason of the signal */
  async after(signal: AbortSignal): Promise<void> {
    this.#owedMs += (this.#monotonic() - this.#workSince) * this.#share
    if (this.#owedMs >= MIN_REST_MS) {
      const restMs = this.#owedMs
      this.#owedMs = 0
      await sleep(restMs, undefined, { signal })
    }
    this.#workSince = this.#monotonic()
  }

  /** What was waited for is no work. */
  goOn(): void {
    this.#workSince = this.#monotonic()
  }
}
