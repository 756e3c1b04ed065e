import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ChunkSet } from '#lib/core/pins/chunk-set.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'
import type { Prefs, StoredDraft, StoredUploadUrl } from './browser-store.ts'
import type { StoredContent, StoredPin, StoredPlace } from './stored-pins.ts'

/** Raise it with a step in `upgrade`, never change a step that was released. */
const VERSION = 3
/** One row holds all preferences. */
export const PREFS_KEY = 'all'

export interface Schema extends DBSchema {
  transfers: { key: string; value: TransferRecord }
  urls: { key: string; value: StoredUploadUrl }
  /** Of transfers, and of downloads: the file they are read from, or written to. */
  handles: { key: string; value: FileSystemFileHandle }
  prefs: { key: string; value: Prefs }
  drafts: { key: string; value: StoredDraft }
  pins: { key: string; value: StoredPin }
  pinFolders: { key: string; value: PinFolder }
  pinPlaces: { key: string; value: StoredPlace }
  contents: { key: string; value: StoredContent }
  /** Which chunks of a content lie on the device; written for each chunk, so it stands apart from the manifest. */
  chunks: { key: string; value: ChunkSet }
}

export type Database = IDBPDatabase<Schema>

export interface DatabaseOptions {
  name: string
  /** Another tab runs a newer page and waits for this one to let go; the connection is closed when this is called. */
  onOutdated: () => void
  /** An older tab keeps the database open; opening goes on as soon as it lets go. */
  onBlocked: () => void
}

/**
 * The one place that knows the database of a person in this browser; pages and workers open it alike.
 * @throws DOMException when the browser refuses (private windows), or has a newer version of it
 */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return openDB<Schema>(options.name, VERSION, {
    upgrade(database, oldVersion) {
      if (oldVersion < 1) {
        database.createObjectStore('transfers', { keyPath: 'id' })
        database.createObjectStore('urls', { keyPath: 'transferId' })
        database.createObjectStore('handles')
        database.createObjectStore('prefs')
      }
      if (oldVersion < 2) database.createObjectStore('drafts', { keyPath: 'entryId' })
      if (oldVersion < 3) {
        database.createObjectStore('pins', { keyPath: 'id' })
        database.createObjectStore('pinFolders', { keyPath: 'id' })
        database.createObjectStore('pinPlaces', { keyPath: 'placeId' })
        database.createObjectStore('contents', { keyPath: 'contentId' })
        database.createObjectStore('chunks')
      }
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
}
