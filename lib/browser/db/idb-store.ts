import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { BrowserStore, Prefs, StoredDraft, StoredUploadUrl } from './browser-store.ts'

/** Raise it with a step in `upgrade`, never change a step that was released. */
const VERSION = 2
const PREFS_KEY = 'all'

interface Schema extends DBSchema {
  transfers: { key: string; value: TransferRecord }
  urls: { key: string; value: StoredUploadUrl }
  handles: { key: string; value: FileSystemFileHandle }
  prefs: { key: string; value: Prefs }
  drafts: { key: string; value: StoredDraft }
}

export interface IdbStoreOptions {
  name: string
  /** Another tab runs a newer page and waits for this one to let go; the connection is closed when this is called. */
  onOutdated: () => void
  /** An older tab keeps the database open; opening goes on as soon as it lets go. */
  onBlocked: () => void
}

/**
 * The one place that knows the database of this browser.
 * @throws DOMException when the browser refuses (private windows), or has a newer version of it
 */
export async function openIdbStore(options: IdbStoreOptions): Promise<BrowserStore> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(options.name, VERSION, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) {
        database.createObjectStore('transfers', { keyPath: 'id' })
        database.createObjectStore('urls', { keyPath: 'transferId' })
        database.createObjectStore('handles')
        database.createObjectStore('prefs')
      }
      if (oldVersion < 2) database.createObjectStore('drafts', { keyPath: 'entryId' })
    },
    blocked: () => options.onBlocked(),
    blocking(_current, _blocked, event) {
      // Keeping the connection would freeze the newer tab for as long as this one stays open.
      const { target } = event
      if (target instanceof IDBDatabase) target.close()
      options.onOutdated()
    },
    terminated: () => options.onOutdated(),
  })
  return new IdbStore(db)
}

class IdbStore implements BrowserStore {
  readonly persistent = true
  readonly #db: IDBPDatabase<Schema>

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db
  }

  listTransfers(): Promise<TransferRecord[]> {
    return this.#db.getAll('transfers')
  }

  async saveTransfers({ put, remove }: { put: readonly TransferRecord[]; remove: readonly string[] }): Promise<void> {
    const write = this.#db.transaction(['transfers', 'urls', 'handles'], 'readwrite')
    const transfers = write.objectStore('transfers')
    await Promise.all([
      ...put.map((record) => transfers.put(record)),
      ...remove.flatMap((id) => [
        transfers.delete(id),
        write.objectStore('urls').delete(id),
        write.objectStore('handles').delete(id),
      ]),
      write.done,
    ])
  }

  async findUploadUrl(transferId: string): Promise<StoredUploadUrl | null> {
    return (await this.#db.get('urls', transferId)) ?? null
  }

  listUploadUrls(): Promise<StoredUploadUrl[]> {
    return this.#db.getAll('urls')
  }

  async saveUploadUrl(url: StoredUploadUrl): Promise<void> {
    await this.#db.put('urls', url)
  }

  removeUploadUrl(transferId: string): Promise<void> {
    return this.#db.delete('urls', transferId)
  }

  async findFileHandle(transferId: string): Promise<FileSystemFileHandle | null> {
    return (await this.#db.get('handles', transferId)) ?? null
  }

  async saveFileHandle(transferId: string, handle: FileSystemFileHandle): Promise<void> {
    await this.#db.put('handles', handle, transferId)
  }

  removeFileHandle(transferId: string): Promise<void> {
    return this.#db.delete('handles', transferId)
  }

  async findDraft(entryId: string): Promise<StoredDraft | null> {
    return (await this.#db.get('drafts', entryId)) ?? null
  }

  async saveDraft(draft: StoredDraft): Promise<void> {
    await this.#db.put('drafts', draft)
  }

  removeDraft(entryId: string): Promise<void> {
    return this.#db.delete('drafts', entryId)
  }

  async readPrefs(): Promise<Prefs> {
    return (await this.#db.get('prefs', PREFS_KEY)) ?? {}
  }

  async savePrefs(change: Prefs): Promise<void> {
    const write = this.#db.transaction('prefs', 'readwrite')
    const prefs = (await write.store.get(PREFS_KEY)) ?? {}
    await write.store.put({ ...prefs, ...change }, PREFS_KEY)
    await write.done
  }

  close(): void {
    this.#db.close()
  }
}
