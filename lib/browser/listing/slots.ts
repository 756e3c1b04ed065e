/** Runs at most `limit` things at once; the newest that waits goes first, for it is what somebody looks at now. */
export class Slots {
  readonly #limit: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /**
   * Calls `start` when there is room. Returns how to give the place back, also while it is still waited for;
   * giving it back twice does nothing.
   */
  take(start: () => void): () => void {
    let state: 'waiting' | 'running' | 'over' = 'waiting'
    const begin = () => {
      state = 'running'
      this.#running++
      start()
    }
    if (this.#running < this.#limit) begin()
    else this.#waiting.push(begin)
    return () => {
      if (state === 'over') return
      const before = state
      state = 'over'
      if (before === 'waiting') {
        const position = this.#waiting.indexOf(begin)
        if (position !== -1) this.#waiting.splice(position, 1)
        return
      }
      this.#running--
      this.#waiting.pop()?.()
    }
  }
}
