/** What a load found, and how long it may be believed. Absence is not kept: it would hide what comes next. */
export interface Loaded<V> {
  readonly value: V
  readonly ttlMs: number
}

export interface LoadingCacheOptions {
  readonly maxEntries: number
  /** milliseconds, never jumping */
  readonly monotonic: () => number
}

/**
 * A bounded memory in front of the database. What must hold: after `forget` or `clear` returned, no read that began
 * before it is kept, for it may have seen the state that just ended. Its caller still gets the answer.
 */
export class LoadingCache<V> {
  readonly #entries = new Map<string, { value: V; until: number }>()
  readonly #loading = new Map<string, Promise<V | null>>()
  readonly #options: LoadingCacheOptions
  #epoch = 0

  constructor(options: LoadingCacheOptions) {
    this.#options = options
  }

  /** What is kept and not too old, without waiting. */
  peek(key: string): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    if (this.#options.monotonic() >= entry.until) return undefined
    // To the end of the line of those that are dropped when it gets full.
    this.#entries.set(key, entry)
    return entry.value
  }

  /** Callers that come while a key is being loaded share one load. */
  async get(key: string, load: () => Promise<Loaded<V> | null>): Promise<V | null> {
    const kept = this.peek(key)
    if (kept !== undefined) return kept
    const running = this.#loading.get(key)
    if (running !== undefined) return running
    const mine = this.#load(key, load)
    this.#loading.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#loading.get(key) === mine) this.#loading.delete(key)
    }
  }

  async #load(key: string, load: () => Promise<Loaded<V> | null>): Promise<V | null> {
    const epoch = this.#epoch
    const loaded = await load()
    if (loaded === null) return null
    if (epoch === this.#epoch && loaded.ttlMs > 0) this.set(key, loaded)
    return loaded.value
  }

  set(key: string, loaded: Loaded<V>): void {
    this.#entries.delete(key)
    this.#entries.set(key, { value: loaded.value, until: this.#options.monotonic() + loaded.ttlMs })
    if (this.#entries.size > this.#options.maxEntries) this.#dropOldest()
  }

  /** Forgets what the predicate chooses. */
  forget(chosen: (value: V, key: string) => boolean): void {
    this.#begin()
    for (const [key, { value }] of this.#entries) {
      if (chosen(value, key)) this.#entries.delete(key)
    }
  }

  clear(): void {
    this.#begin()
    this.#entries.clear()
  }

  /** Loads that run now answer those who wait for them, and nobody else. */
  #begin(): void {
    this.#epoch++
    this.#loading.clear()
  }

  #dropOldest(): void {
    const oldest = this.#entries.keys().next()
    if (!oldest.done) this.#entries.delete(oldest.value)
  }
}
