interface Wish<T> {
  readonly key: string
  readonly work: () => Promise<T>
  readonly result: Promise<T>
  readonly settle: { resolve(value: T): void; reject(error: unknown): void }
  waiting: number
  isUrgent: boolean
}

/**
 * Does one thing at a time, the newest wish first, and what somebody waits for before what nobody does. Wishes of one
 * key are one. What must hold: a wish that everybody gave up before it was begun is never begun.
 */
export class NewestFirst<T> {
  /** In the order of asking. */
  readonly #wishes: Wish<T>[] = []
  #current: Wish<T> | null = null

  /** Those that are not begun. */
  get length(): number {
    return this.#wishes.length
  }

  /** @throws what the work throws; the reason of the signal */
  async ask(key: string, work: () => Promise<T>, how: { isUrgent: boolean; signal: AbortSignal }): Promise<T> {
    const { isUrgent, signal } = how
    signal.throwIfAborted()
    const wish = this.#join(key, isUrgent) ?? this.#add(key, work, isUrgent)
    wish.waiting++
    let giveUp = () => {}
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = () => reject(signal.reason)
      signal.addEventListener('abort', giveUp, { once: true })
    })
    try {
      this.#next()
      return await Promise.race([wish.result, givenUp])
    } finally {
      signal.removeEventListener('abort', giveUp)
      wish.waiting--
      if (wish.waiting === 0) this.#drop(wish)
    }
  }

  #join(key: string, isUrgent: boolean): Wish<T> | null {
    if (this.#current?.key === key) return this.#current
    const wish = this.#wishes.find((one) => one.key === key)
    if (wish === undefined) return null
    // Asked for again, it is the newest.
    this.#drop(wish)
    wish.isUrgent ||= isUrgent
    this.#wishes.push(wish)
    return wish
  }

  #add(key: string, work: () => Promise<T>, isUrgent: boolean): Wish<T> {
    const settle: { resolve(value: T): void; reject(error: unknown): void } = { resolve() {}, reject() {} }
    const result = new Promise<T>((resolve, reject) => Object.assign(settle, { resolve, reject }))
    result.catch(() => {}) // nobody may be left who waits for it
    const wish = { key, work, result, settle, waiting: 0, isUrgent }
    this.#wishes.push(wish)
    return wish
  }

  #drop(wish: Wish<T>): void {
    const at = this.#wishes.indexOf(wish)
    if (at !== -1) this.#wishes.splice(at, 1)
  }

  #next(): void {
    if (this.#current !== null) return
    const wish = this.#wishes.findLast(({ isUrgent }) => isUrgent) ?? this.#wishes.at(-1)
    if (wish === undefined) return
    this.#drop(wish)
    this.#current = wish
    wish
      .work()
      .then(wish.settle.resolve, wish.settle.reject)
      .finally(() => {
        this.#current = null
        this.#next()
      })
  }
}
