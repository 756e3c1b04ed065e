import type { PlaceId } from '#lib/core/ids/ids.ts'
import type { Clock } from '#server/clock.ts'

export interface FolderQueueDeps {
  clock: Clock
  /** Looks at a folder, or at some names in it. Its failures are told to `onError`. */
  look(placeId: PlaceId, path: readonly string[], names: readonly string[] | null, signal: AbortSignal): Promise<void>
  onError(error: unknown): void
}

interface Wish {
  placeId: PlaceId
  path: readonly string[]
  /** Null: all of them. */
  names: Set<string> | null
  dueAt: number
}

/** Beyond this, reading the whole folder is no dearer. */
const MAX_NAMES = 2_000

/**
 * Folders to be looked at, each once however many hints there are. What must hold: a hint that comes while its folder
 * is looked at leads to another look.
 */
export class FolderQueue {
  readonly #deps: FolderQueueDeps
  readonly #wishes = new Map<string, Wish>()
  readonly #abort = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #working: Promise<void> | null = null

  constructor(deps: FolderQueueDeps) {
    this.#deps = deps
  }

  /** @param names null for the whole folder */
  want(placeId: PlaceId, path: readonly string[], names: Iterable<string> | null, delayMs: number): void {
    if (this.#abort.signal.aborted) return
    const key = `${placeId}/${path.join('/')}`
    const dueAt = this.#deps.clock.monotonic() + delayMs
    const wish = this.#wishes.get(key) ?? { placeId, path, names: new Set<string>(), dueAt }
    wish.dueAt = Math.min(wish.dueAt, dueAt)
    if (names === null) wish.names = null
    else for (const name of names) wish.names?.add(name)
    if (wish.names && wish.names.size > MAX_NAMES) wish.names = null
    this.#wishes.set(key, wish)
    this.#plan()
  }

  /** What waits for a place that is no longer served. */
  drop(placeId: PlaceId): void {
    for (const [key, wish] of this.#wishes) if (wish.placeId === placeId) this.#wishes.delete(key)
  }

  async close(): Promise<void> {
    this.#abort.abort()
    this.#wishes.clear()
    if (this.#timer) clearTimeout(this.#timer)
    await this.#working
  }

  #plan(): void {
    if (this.#working || this.#wishes.size === 0) return
    if (this.#timer) clearTimeout(this.#timer)
    let dueAt = Number.POSITIVE_INFINITY
    for (const wish of this.#wishes.values()) dueAt = Math.min(dueAt, wish.dueAt)
    const delayMs = Math.max(0, dueAt - this.#deps.clock.monotonic())
    this.#timer = setTimeout(() => {
      this.#working = this.#workOff().finally(() => {
        this.#working = null
        this.#plan()
      })
    }, delayMs).unref()
  }

  async #workOff(): Promise<void> {
    const now = this.#deps.clock.monotonic()
    for (const [key, wish] of this.#wishes) {
      if (this.#abort.signal.aborted) return
      if (wish.dueAt > now) continue
      this.#wishes.delete(key)
      try {
        await this.#deps.look(wish.placeId, wish.path, wish.names && [...wish.names], this.#abort.signal)
      } catch (error) {
        if (!this.#abort.signal.aborted) this.#deps.onError(error)
      }
    }
  }
}
