import type { Api } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { FolderList } from './folder-list.ts'
import { type FolderQuery, folderQueryKey } from './folder-query.ts'

/** So many folders stay known after they were left: Back shows them at once. */
const KEPT = 12

/** The lists of this page, newest last. */
export class FolderLists {
  readonly #api: Api
  readonly #lists = new Map<string, FolderList>()

  constructor(options: { api: Api }) {
    this.#api = options.api
  }

  /** The list of a query; the same one for the same query while it is kept. */
  open(query: FolderQuery): FolderList {
    const key = folderQueryKey(query)
    const list = this.#lists.get(key) ?? new FolderList({ api: this.#api, query })
    this.#lists.delete(key)
    this.#lists.set(key, list)
    for (const [oldKey, old] of this.#lists) {
      if (this.#lists.size <= KEPT) break
      if (!old.watched) this.#lists.delete(oldKey)
    }
    return list
  }

  /** A place changed: lists on the screen are read again, the others when they are opened again. */
  changed(placeId: string, seq: number): void {
    for (const list of this.#lists.values()) {
      if (list.query.placeId === placeId) list.changedUpTo(seq)
    }
  }

  /** The connection was away, or what the person may see has changed. */
  refreshAll(): void {
    for (const list of this.#lists.values()) void list.refresh()
  }

  /** Reads the lists of a folder again after a change of our own; resolves when the screen is fresh. */
  async refresh(placeId: string, path: string): Promise<void> {
    await Promise.all(this.openedAt(placeId, path).map((list) => list.refresh()))
  }

  /** The lists of a folder that are known, however they are sorted. */
  openedAt(placeId: string, path: string): FolderList[] {
    return [...this.#lists.values()].filter(({ query }) => query.placeId === placeId && query.path === path)
  }

  /** Shows an entry as it is known to be now, wherever it is listed. */
  patch(entry: EntryView): void {
    for (const list of this.#lists.values()) {
      if (list.query.placeId === entry.placeId) list.patch(entry)
    }
  }
}
