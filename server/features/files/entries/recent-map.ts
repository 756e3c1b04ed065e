/** A map that forgets what was used longest ago. */
export class RecentMap<Key, Value> {
  readonly #map = new Map<Key, Value>()
  readonly #limit: number
  readonly #onEvict: (value: Value) => void

  /** @param onEvict called for what is dropped by `set`, `delete`, `deleteWhere` or `clear` */
  constructor(limit: number, onEvict: (value: Value) => void = () => {}) {
    this.#limit = limit
    this.#onEvict = onEvict
  }

  get(key: Key): Value | undefined {
    const value = this.#map.get(key)
    if (value === undefined) return undefined
    this.#map.delete(key)
    this.#map.set(key, value)
    return value
  }

  set(key: Key, value: Value): void {
    this.delete(key)
    this.#map.set(key, value)
    if (this.#map.size <= this.#limit) return
    const [oldest] = this.#map.keys()
    if (oldest !== undefined) this.delete(oldest)
  }

  delete(key: Key): void {
    const value = this.#map.get(key)
    if (value === undefined) return
    this.#map.delete(key)
    this.#onEvict(value)
  }

  deleteWhere(isGone: (value: Value) => boolean): void {
    for (const [key, value] of this.#map) if (isGone(value)) this.delete(key)
  }

  clear(): void {
    this.deleteWhere(() => true)
  }
}
