import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { BrowserStore, Prefs, StoredDraft, StoredUploadUrl } from './browser-store.ts'
import { type Database, type DatabaseOptions, openDatabase, PREFS_KEY } from './open-database.ts'

/**
 * What a browser keeps for one account, in IndexedDB.
 * @throws DOMException when the browser refuses (private windows), or has a newer version of it
 */
export async function openIdbStore(options: DatabaseOptions): Promise<BrowserStore> {
  return new IdbStore(await openDatabase(options))
}

class IdbStore implements BrowserStore {
  readonly persistent = true
  readonly #db: Database

  constructor(db: Database) {
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
