import type { Clock } from '#server/clock.ts'

export interface PaceLimits {
  /** A sender silent for this long is let go; its bytes and offset are kept. */
  readonly idleMs: number
  /** Over each window, fewer bytes than this mean a sender that only holds a connection. */
  readonly minBytesPerSecond: number
  readonly windowMs: number
  /** Silent for this long, a sender makes way for another one of the same upload. */
  readonly yieldMs: number
}

export const PACE_LIMITS: PaceLimits = { idleMs: 30_000, minBytesPerSecond: 256, windowMs: 60_000, yieldMs: 1000 }

/** Whether a sender still sends. Time in which we did not read is ours, and not counted. */
export class Pace {
  readonly #limits: PaceLimits
  readonly #clock: Pick<Clock, 'monotonic'>
  #lastAt: number
  #windowStart: number
  #windowBytes = 0
  #held = false

  constructor(limits: PaceLimits, clock: Pick<Clock, 'monotonic'>) {
    this.#limits = limits
    this.#clock = clock
    this.#lastAt = clock.monotonic()
    this.#windowStart = this.#lastAt
  }

  received(bytes: number): void {
    this.#lastAt = this.#clock.monotonic()
    this.#windowBytes += bytes
  }

  /** We stopped reading. */
  hold(): void {
    this.#held = true
  }

  /** We read again: a new window begins. */
  release(): void {
    this.#held = false
    this.#lastAt = this.#clock.monotonic()
    this.#windowStart = this.#lastAt
    this.#windowBytes = 0
  }

  /** How long the sender has been silent; 0 while it is us who do not read. */
  silentMs(): number {
    return this.#held ? 0 : this.#clock.monotonic() - this.#lastAt
  }

  /** To be asked about once a second. */
  isStalled(): boolean {
    if (this.#held) return false
    const now = this.#clock.monotonic()
    if (now - this.#lastAt >= this.#limits.idleMs) return true
    const spanMs = now - this.#windowStart
    if (spanMs < this.#limits.windowMs) return false
    const tooSlow = this.#windowBytes * 1000 < this.#limits.minBytesPerSecond * spanMs
    this.#windowStart = now
    this.#windowBytes = 0
    return tooSlow
  }
}
