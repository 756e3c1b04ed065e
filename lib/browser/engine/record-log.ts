const LATER_MS = 1_000

/** Writes and deletes in one transaction, so a crash never leaves half of a change. */
export type SaveRecords<R> = (changes: { put: readonly R[]; remove: readonly string[] }) => Promise<void>

/**
 * Writes records down: changes of state in the same turn of the event loop, progress at most once a second. Writes
 * follow each other, so an older record never overwrites a newer one.
 */
export class RecordLog<R extends { readonly id: string }> {
  readonly #save: SaveRecords<R>
  readonly #put = new Map<string, R>()
  readonly #removed = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | null = null
  #isSoon = false
  #writing: Promise<void> = Promise.resolve()

  constructor(save: SaveRecords<R>) {
    this.#save = save
  }

  save(record: R, urgent: boolean): void {
    this.#put.set(record.id, record)
    if (urgent) this.#writeSoon()
    else this.#timer ??= setTimeout(() => void this.flush(), LATER_MS)
  }

  remove(id: string): void {
    this.#put.delete(id)
    this.#removed.add(id)
    this.#writeSoon()
  }

  /** Writes what is pending; resolves when everything given so far is in the store. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#isSoon = false
    if (this.#put.size > 0 || this.#removed.size > 0) {
      const change = { put: [...this.#put.values()], remove: [...this.#removed] }
      this.#put.clear()
      this.#removed.clear()
      // A full or broken store must not stop the sending: the record is still in memory, and the vault has the bytes.
      this.#writing = this.#writing.then(() => this.#save(change)).catch(() => undefined)
    }
    return this.#writing
  }

  /** One transaction for all that changes in this turn: adding a thousand files is one write. */
  #writeSoon(): void {
    if (this.#isSoon) return
    this.#isSoon = true
    queueMicrotask(() => void this.flush())
  }
}
