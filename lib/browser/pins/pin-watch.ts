import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import { type PinFolder, workOfChanges } from '#lib/core/pins/pin-folder.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import type { VaultNews } from './vault-news.ts'

/** Entries asked about at a time. */
const AT_ONCE = 2

export interface PinWatchOptions {
  news: VaultNews
  store: Pick<PinStore, 'findSeq' | 'saveSeq' | 'saveFolder'>
  pins: () => Iterable<StoredPin>
  folders: () => Iterable<PinFolder>
  /** Of the pin of this id. */
  tell: (id: string, event: PinEvent<EntryView>) => void
  /** Files that lie in a pinned folder. */
  found: (files: readonly EntryView[], folder: PinFolder) => void
  listed: (folder: PinFolder) => void
}

/**
 * Follows the vault on behalf of pins: reads the change log of their places from where it was read last, looks at entries
 * that are different, and lists pinned folders.
 */
export class PinWatch {
  readonly #options: PinWatchOptions
  /** Places that are looked at now; `again` when there was news meanwhile. */
  readonly #looking = new Map<string, 'once' | 'again'>()
  readonly #listing = new Set<string>()
  #closed = false

  constructor(options: PinWatchOptions) {
    this.#options = options
  }

  close(): void {
    this.#closed = true
  }

  /** All places that have pins. */
  lookEverywhere(): void {
    const places = new Set<string>()
    for (const pin of this.#options.pins()) if (pin.kind === 'pin') places.add(pin.entry.placeId)
    for (const { placeId } of this.#options.folders()) places.add(placeId)
    for (const placeId of places) this.look(placeId)
  }

  look(placeId: string): void {
    if (this.#looking.has(placeId)) {
      this.#looking.set(placeId, 'again')
      return
    }
    this.#looking.set(placeId, 'once')
    void this.#look(placeId).finally(() => {
      const again = this.#looking.get(placeId) === 'again'
      this.#looking.delete(placeId)
      if (again && !this.#closed) this.look(placeId)
    })
  }

  /** Asks the vault about single entries. */
  async lookAt(ids: readonly string[]): Promise<void> {
    const queue = [...ids]
    const next = async () => {
      for (let id = queue.shift(); id !== undefined && !this.#closed; id = queue.shift()) {
        const pin = [...this.#options.pins()].find((one) => one.id === id)
        if (!pin) continue
        const event = await this.#options.news.look(pin.entry.id, pin.entry.placeId)
        if (event !== null && !this.#closed) this.#options.tell(id, event)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
  }

  /** Reads a pinned folder, page by page. */
  async list(folder: PinFolder): Promise<void> {
    if (this.#listing.has(folder.id)) return
    this.#listing.add(folder.id)
    try {
      await this.#options.news.walk(folder.placeId, folder.path, (files) => {
        if (!this.#closed) this.#options.found(files, folder)
      })
      if (!this.#closed) this.#options.listed(folder)
    } catch {
      // Listed again when the network or the door is open.
    } finally {
      this.#listing.delete(folder.id)
    }
  }

  async #look(placeId: string): Promise<void> {
    const { news, store } = this.#options
    const folders = [...this.#options.folders()].filter((folder) => folder.placeId === placeId)
    for (const folder of folders) if (!folder.isListed) void this.list(folder)
    const ids = new Set<string>()
    for (const pin of this.#options.pins()) if (pin.kind === 'pin' && pin.entry.placeId === placeId) ids.add(pin.id)
    const since = await store.findSeq(placeId).catch(() => null)
    const read = since === null ? null : await news.changes(placeId, since)
    if (read === null) {
      // Never read, or from before a copy of the vault was brought back: everything may be different.
      const seq = await news.seq(placeId)
      await this.lookAt([...ids])
      if (seq !== null) await store.saveSeq({ placeId, seq }).catch(() => undefined)
      return
    }
    const follows = folders.some((folder) => folder.follows)
    const work = workOfChanges(read.changes, { entryIds: ids, follows })
    await this.lookAt(work.look)
    if (work.list) for (const folder of folders) if (folder.follows) await this.list(folder)
    if (read.seq !== since) await store.saveSeq({ placeId, seq: read.seq }).catch(() => undefined)
  }
}
