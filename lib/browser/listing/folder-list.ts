import type { Api } from '#lib/api/client.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { type FolderPages, flattenPages, isBefore, isComplete, markStale, nextToRead, putPage } from './folder-pages.ts'
import type { FolderQuery } from './folder-query.ts'

/** The first page is small, so that it is there at once; the following ones are as large as the route allows. */
const FIRST_PAGE = 200
const NEXT_PAGE = 1000
/** How far ahead of what is seen the next page is asked for. */
const AHEAD = 300

export interface FolderSnapshot {
  readonly status: 'loading' | 'ready' | 'failed'
  /** What was thrown when the list could not be read; entries that are known stay. */
  readonly error: unknown
  readonly folder: EntryView | null
  /** The beginning of the folder, as far as it is known. */
  readonly entries: readonly EntryView[]
  readonly complete: boolean
  readonly total: { readonly count: number; readonly sizeBytes: number }
}

const EMPTY: FolderSnapshot = {
  status: 'loading',
  error: null,
  folder: null,
  entries: [],
  complete: false,
  total: { count: 0, sizeBytes: 0 },
}

/**
 * The list of one folder, read page by page as far as it is looked at, and read again when the vault says that it
 * changed. One request at a time; what is shown never goes away while a newer answer is on its way.
 */
export class FolderList {
  readonly query: FolderQuery
  readonly #api: Api
  readonly #listeners = new Set<() => void>()
  readonly #hidden = new Set<(entry: EntryView) => boolean>()
  #pages: FolderPages = []
  #snapshot = EMPTY
  #seen = { first: 0, last: 0 }
  #reading: Promise<void> | null = null
  #seq = 0
  /** Counts the reasons to read again: an answer that was asked for before the last one is stale on arrival. */
  #generation = 0

  constructor(options: { api: Api; query: FolderQuery }) {
    this.query = options.query
    this.#api = options.api
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  readonly getSnapshot = (): FolderSnapshot => this.#snapshot

  get watched(): boolean {
    return this.#listeners.size > 0
  }

  /** Tells which entries are looked at; reads what is missing or stale around them. */
  show(first: number, last: number): void {
    this.#seen = { first, last }
    void this.#read()
  }

  /** Reads again what is looked at; resolves when it is fresh, or has failed (see the snapshot). */
  refresh(): Promise<void> {
    this.#generation++
    this.#pages = markStale(this.#pages)
    return this.watched ? this.#read() : Promise.resolve()
  }

  /** The vault says that the place stands at `seq`: reads again unless this list is newer. */
  changedUpTo(seq: number): void {
    if (seq > this.#seq && (this.#pages.length > 0 || this.#reading !== null)) void this.refresh()
  }

  /** Shows an entry as it is known to be now, until the list is read again. */
  patch(entry: EntryView): void {
    this.#pages = this.#pages.map((page) =>
      page.entries.some((other) => other.id === entry.id)
        ? { ...page, entries: page.entries.map((other) => (other.id === entry.id ? entry : other)) }
        : page,
    )
    this.#publish({})
  }

  /** Leaves entries out at once, before the vault has moved or trashed them. Returns how to show them again. */
  hide(matches: (entry: EntryView) => boolean): () => void {
    this.#hidden.add(matches)
    this.#publish({})
    return () => {
      if (this.#hidden.delete(matches)) this.#publish({})
    }
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const next = nextToRead(this.#pages, this.#seen.first, this.#seen.last + AHEAD)
      if (next === null) return
      try {
        await this.#readPage(next.index, next.cursor)
      } catch (error) {
        if (next.index > 0 && error instanceof VaultError && error.code === 'invalid_cursor') {
          this.#pages = markStale(this.#pages.slice(0, 1))
          continue
        }
        this.#publish({ status: this.#pages.length === 0 ? 'failed' : 'ready', error })
        return
      }
    }
  }

  async #readPage(index: number, cursor: string | null): Promise<void> {
    const { placeId, path, sort, order, type, q } = this.query
    const generation = this.#generation
    const answer = await this.#api.call(entryRoutes.list, {
      params: { place: placeId },
      query: {
        path,
        sort,
        order,
        limit: index === 0 ? FIRST_PAGE : NEXT_PAGE,
        ...(cursor === null ? {} : { cursor }),
        ...(type === null ? {} : { type }),
        ...(q === '' ? {} : { q }),
      },
    })
    const { entries, nextCursor } = answer
    this.#pages = putPage(this.#pages, index, { cursor, entries, nextCursor, stale: generation !== this.#generation })
    this.#seq = Math.max(this.#seq, answer.seq)
    const change = { status: 'ready', error: null, folder: answer.folder, total: answer.total } as const
    // On the way to rows far below what is shown would stay the same, and drawing it for each page slows the way.
    if (isBefore(this.#pages, this.#seen.first)) this.#snapshot = { ...this.#snapshot, ...change }
    else this.#publish(change)
  }

  #publish(change: Partial<FolderSnapshot>): void {
    const hidden = [...this.#hidden]
    const entries = flattenPages(this.#pages, (entry) => hidden.some((matches) => matches(entry)))
    this.#snapshot = { ...this.#snapshot, ...change, entries, complete: isComplete(this.#pages) }
    for (const listener of this.#listeners) listener()
  }
}
