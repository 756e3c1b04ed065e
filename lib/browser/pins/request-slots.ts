/**
 * At most so many requests at a time, whoever makes them; while a film plays only one, and after each a rest as long as it
 * took: what plays comes first.
 */
export class RequestSlots {
  readonly #most: number
  readonly #isPlaying: () => Promise<boolean>
  readonly #sleep: (ms: number) => Promise<void>
  readonly #waiting: (() => void)[] = []
  #taken = 0

  constructor(options: { most: number; isPlaying: () => Promise<boolean>; sleep: (ms: number) => Promise<void> }) {
    this.#most = options.most
    this.#isPlaying = options.isPlaying
    this.#sleep = options.sleep
  }

  /** @param work is told whether it should keep small, and says when it really begins: waiting for leave needs no rest */
  async use<T>(work: (yields: boolean, begins: () => void) => Promise<T>): Promise<T> {
    await this.#take()
    try {
      if (!(await this.#isPlaying())) return await work(false, () => {})
      return await this.#slowly(work)
    } finally {
      this.#taken--
      this.#waiting.shift()?.()
    }
  }

  async #slowly<T>(work: (yields: boolean, begins: () => void) => Promise<T>): Promise<T> {
    const others = this.#taken - 1
    if (others > 0) await this.#sleep(250 * others)
    let startedAt = performance.now()
    try {
      return await work(true, () => {
        startedAt = performance.now()
      })
    } finally {
      await this.#sleep(performance.now() - startedAt)
    }
  }

  async #take(): Promise<void> {
    while (this.#taken >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#taken++
  }
}
