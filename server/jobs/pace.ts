import { setTimeout as wait } from 'node:timers/promises'

/** Waits until so many bytes may be read. @throws the reason of the signal */
export type TakePace = (bytes: number, signal: AbortSignal) => Promise<void>

export const unhurried: TakePace = async () => {}

export interface PaceDeps {
  /** Asked anew each time; null for no limit. */
  bytesPerSecond(): number | null
  /** While it is true nobody is let through. */
  isPaused?(): boolean
  monotonic(): number
  sleep?(ms: number, signal: AbortSignal): Promise<void>
}

/** A limit that is changed counts after that time at most, also without a word. */
const LOOK_AGAIN_MS = 1_000

/**
 * One limit for all who read whole files. Whoever was let through leaves a debt of its bytes, which time pays off, and
 * the next one waits for that. What must hold: over any time, no more bytes than the limit allows, and one step of each
 * caller; first come, first served; a caller that gives up holds nobody up.
 */
export class Pace {
  readonly #deps: PaceDeps
  #owedBytes = 0
  #paidAt: number
  #last: Promise<void> = Promise.resolve()
  #changed = new AbortController()

  constructor(deps: PaceDeps) {
    this.#deps = deps
    this.#paidAt = deps.monotonic()
  }

  /** Bound: it is handed on by itself. */
  readonly take: TakePace = async (bytes, signal) => {
    const before = this.#last
    let leave = () => {}
    const own = new Promise<void>((resolve) => {
      leave = resolve
    })
    this.#last = before.then(() => own)
    try {
      await unlessAborted(before, signal)
      await this.#payOff(signal)
      this.#owedBytes += bytes
    } finally {
      leave()
    }
  }

  /** The limit or the pause is another: whoever waits looks again. */
  readonly changed = (): void => {
    this.#changed.abort()
    this.#changed = new AbortController()
  }

  async #payOff(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const restMs = this.#restMs()
      if (restMs <= 0) return
      await this.#sleep(Math.min(restMs, LOOK_AGAIN_MS), signal)
    }
  }

  #restMs(): number {
    const { monotonic, bytesPerSecond, isPaused } = this.#deps
    const now = monotonic()
    const limit = bytesPerSecond()
    this.#owedBytes = limit === null ? 0 : Math.max(0, this.#owedBytes - ((now - this.#paidAt) / 1000) * limit)
    this.#paidAt = now
    if (isPaused?.()) return LOOK_AGAIN_MS
    return limit === null ? 0 : (this.#owedBytes / limit) * 1000
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    const sleep = this.#deps.sleep ?? sleepReal
    const changed = this.#changed.signal
    await sleep(ms, AbortSignal.any([signal, changed])).catch((error: unknown) => {
      if (!changed.aborted) throw error
    })
  }
}

const sleepReal = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal })

/** @throws the reason of the signal, however long the other takes */
export function unlessAborted(waited: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    waited.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
