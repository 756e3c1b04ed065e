import { creditBytes, limitedRequestBytes, requestBytes } from '#lib/core/transfers/request-bytes.ts'

/** What a person allows on this device. */
export interface TransferLimits {
  /** Of everything together that is sent and comes; null without a limit. */
  bytesPerSecond: number | null
  /** Whether they wait for Wi-Fi now: it is wanted, and the device is on a network that is paid by the byte. */
  isHeld: boolean
}

export interface PaceOptions {
  /** Monotonic milliseconds. */
  now: () => number
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Says how much each request carries, and makes it wait for its turn under a limit. */
export class Pace {
  readonly #options: PaceOptions
  #bytesPerSecond: number | null = null
  /** When the bytes that were promised so far are sent at the allowed speed. */
  #freeAtMs = 0
  #creditBytes = 0

  constructor(options: PaceOptions) {
    this.#options = options
  }

  limitTo(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond
    this.#freeAtMs = 0
    this.#creditBytes = 0
  }

  /** How many bytes the next request of an upload may carry. */
  requestBytes(last: { bytes: number; elapsedMs: number } | null): number {
    const limit = this.#bytesPerSecond
    return limit === null ? requestBytes(last) : limitedRequestBytes(limit, this.#creditBytes)
  }

  /** Waits until so many bytes may go. @throws when aborted meanwhile, for then nothing may be sent any more */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const limit = this.#bytesPerSecond
    if (limit !== null) {
      const fromCredit = Math.min(this.#creditBytes, bytes)
      this.#creditBytes -= fromCredit
      const startMs = Math.max(this.#freeAtMs, this.#options.now())
      this.#freeAtMs = startMs + ((bytes - fromCredit) / limit) * 1000
      const waitMs = startMs - this.#options.now()
      if (waitMs > 0) {
        await this.#options.sleep(waitMs, signal)
        this.#creditBytes = creditBytes(limit, this.#options.now() - startMs)
      }
    }
    signal.throwIfAborted()
  }
}
