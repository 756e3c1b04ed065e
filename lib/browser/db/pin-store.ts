import type { ChunkSet } from '#lib/core/pins/chunk-set.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import type { Prefs } from './browser-store.ts'
import { type Database, type DatabaseOptions, openDatabase, PREFS_KEY } from './open-database.ts'
import type { StoredContent, StoredPin, StoredPlace } from './stored-pins.ts'

/** What a browser knows of the pins of one person; their bytes lie in OPFS (content-folder.ts). */
export class PinStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  listPins(): Promise<StoredPin[]> {
    return this.#db.getAll('pins')
  }

  async findPin(id: string): Promise<StoredPin | null> {
    return (await this.#db.get('pins', id)) ?? null
  }

  async savePins({ put, remove }: { put: readonly StoredPin[]; remove: readonly string[] }): Promise<void> {
    const write = this.#db.transaction(['pins', 'handles'], 'readwrite')
    const pins = write.objectStore('pins')
    await Promise.all([
      ...put.map((pin) => pins.put(pin)),
      ...remove.flatMap((id) => [pins.delete(id), write.objectStore('handles').delete(id)]),
      write.done,
    ])
  }

  listFolders(): Promise<PinFolder[]> {
    return this.#db.getAll('pinFolders')
  }

  async saveFolder(folder: PinFolder): Promise<void> {
    await this.#db.put('pinFolders', folder)
  }

  removeFolder(id: string): Promise<void> {
    return this.#db.delete('pinFolders', id)
  }

  async findSeq(placeId: string): Promise<number | null> {
    return (await this.#db.get('pinPlaces', placeId))?.seq ?? null
  }

  async saveSeq(place: StoredPlace): Promise<void> {
    await this.#db.put('pinPlaces', place)
  }

  async findContent(contentId: string): Promise<StoredContent | null> {
    return (await this.#db.get('contents', contentId)) ?? null
  }

  async saveContent(content: StoredContent): Promise<void> {
    await this.#db.put('contents', content)
  }

  listContentIds(): Promise<string[]> {
    return this.#db.getAllKeys('contents')
  }

  async findChunks(contentId: string): Promise<ChunkSet | null> {
    return (await this.#db.get('chunks', contentId)) ?? null
  }

  async saveChunks(contentId: string, chunks: ChunkSet): Promise<void> {
    await this.#db.put('chunks', chunks, contentId)
  }

  async dropContent(contentId: string): Promise<void> {
    const write = this.#db.transaction(['contents', 'chunks'], 'readwrite')
    await Promise.all([
      write.objectStore('contents').delete(contentId),
      write.objectStore('chunks').delete(contentId),
      write.done,
    ])
  }

  async findTarget(id: string): Promise<FileSystemFileHandle | null> {
    return (await this.#db.get('handles', id)) ?? null
  }

  async saveTarget(id: string, handle: FileSystemFileHandle): Promise<void> {
    await this.#db.put('handles', handle, id)
  }

  /** How the person likes it on this device; see idb-store.ts. */
  async readPrefs(): Promise<Prefs> {
    return (await this.#db.get('prefs', PREFS_KEY)) ?? {}
  }

  close(): void {
    this.#db.close()
  }
}

/** @throws DOMException where the browser keeps nothing: there are no pins then */
export async function openPinStore(options: DatabaseOptions): Promise<PinStore> {
  return new PinStore(await openDatabase(options))
}
