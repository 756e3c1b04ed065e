/** Between one look and the next while the vault is away; the last one repeats. */
const PAUSES_MS = [2_000, 4_000, 8_000, 15_000]

export interface ReachOptions {
  /** Whether the vault answers; never fails, and ends by itself. */
  probe: () => Promise<boolean>
  setTimer: (call: () => void, ms: number) => () => void
}

/**
 * Whether the vault can be reached, for the whole page. `navigator.onLine` does not tell: the vault is in the house, and
 * a phone in the street is online. One failed request is only a doubt: then the vault is asked itself.
 */
export class Reach {
  readonly #options: ReachOptions
  readonly #listeners = new Set<() => void>()
  readonly #backListeners = new Set<() => void>()
  #away = false
  #asking: Promise<void> | null = null
  #failures = 0
  #stopTimer = () => {}

  constructor(options: ReachOptions) {
    this.#options = options
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly isAway = (): boolean => this.#away

  /** Called when the vault is back, or has answered what was shown from memory: what is on the screen may be old. */
  onBack(listener: () => void): () => void {
    this.#backListeners.add(listener)
    return () => this.#backListeners.delete(listener)
  }

  /** The vault said something. */
  answered(): void {
    this.#failures = 0
    this.#stopTimer()
    if (this.#away) this.#set(false)
  }

  /** Something failed, or the network changed. */
  doubt(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  /** What was shown from memory has been answered after all. */
  answeredLate(): void {
    for (const listener of [...this.#backListeners]) listener()
  }

  async #ask(): Promise<void> {
    this.#stopTimer()
    if (await this.#options.probe()) {
      this.answered()
      return
    }
    const pause = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length - 1)] ?? 0
    this.#failures++
    this.#stopTimer = this.#options.setTimer(() => void this.doubt(), pause)
    if (!this.#away) this.#set(true)
  }

  #set(away: boolean): void {
    this.#away = away
    for (const listener of [...this.#listeners]) listener()
    if (!away) this.answeredLate()
  }
}
