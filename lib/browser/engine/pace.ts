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

/** Says how much each request carries, and makes it wait for its turn under a limit: first come, first served. */
export class Pace {
  readonly #options: PaceOptions
  #bytesPerSecond: number | null = null
  /** When the bytes that may go already are sent at the allowed speed. */
  #freeAtMs = 0
  #creditBytes = 0
  /** Those that wait, by how to wake them; only the first one sleeps. */
  readonly #line: { wake: () => void }[] = []

  constructor(options: PaceOptions) {
    this.#options = options
  }

  limitTo(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond
    this.#freeAtMs = 0
    this.#creditBytes = 0
    this.#wakeAll()
  }

  /** How many bytes the next request of an upload may carry. */
  requestBytes(last: { bytes: number; elapsedMs: number } | null): number {
    const limit = this.#bytesPerSecond
    return limit === null ? requestBytes(last) : limitedRequestBytes(limit, this.#creditBytes)
  }

  /** Waits until so many bytes may go. @throws when aborted meanwhile, for then nothing may be sent any more */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const turn = { wake: () => {} }
    this.#line.push(turn)
    let slept = false
    try {
      for (;;) {
        signal.throwIfAborted()
        const limit = this.#bytesPerSecond
        if (limit === null) return
        const waitMs = this.#freeAtMs - this.#options.now()
        const isFirst = this.#line[0] === turn
        if (isFirst && waitMs <= 0) return this.#spend(bytes, limit, slept)
        await this.#rest(turn, isFirst ? waitMs : null, signal)
        slept ||= isFirst
      }
    } finally {
      this.#line.splice(this.#line.indexOf(turn), 1)
      this.#wakeAll()
    }
  }

  /** Bytes that were to go, and did not: the request was cancelled. */
  giveBack(bytes: number): void {
    if (this.#bytesPerSecond === null) return
    this.#freeAtMs -= (bytes / this.#bytesPerSecond) * 1000
    this.#wakeAll()
  }

  #spend(bytes: number, limit: number, slept: boolean): void {
    const now = this.#options.now()
    const fromCredit = Math.min(this.#creditBytes, bytes)
    const startMs = slept ? this.#freeAtMs : Math.max(this.#freeAtMs, now)
    this.#creditBytes = slept ? creditBytes(limit, now - startMs) : this.#creditBytes - fromCredit
    this.#freeAtMs = startMs + ((bytes - fromCredit) / limit) * 1000
  }

  /** @param ms null until woken */
  async #rest(turn: { wake: () => void }, ms: number | null, signal: AbortSignal): Promise<void> {
    const over = new AbortController()
    const wake = () => over.abort()
    turn.wake = wake
    signal.addEventListener('abort', wake)
    const woken = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()))
    await (ms === null ? woken : Promise.race([woken, this.#options.sleep(ms, over.signal)]))
    signal.removeEventListener('abort', wake)
    turn.wake = () => {}
    over.abort()
  }

  #wakeAll(): void {
    for (const { wake } of [...this.#line]) wake()
  }
}
