import type { PinStore } from '../db/pin-store.ts'
import { listContentFiles, removeContentFile } from './content-folder.ts'

/** What the engine does to bytes that lie on the device. */
export interface ContentShelf {
  /** The sizes of what lies there, by content. */
  list(): Promise<ReadonlyMap<string, number>>
  /** Bytes, manifest and marks. */
  drop(contentId: string): Promise<void>
}

const TRIES = 8
const PAUSE_MS = 250

export function createContentShelf(storeName: string, store: PinStore): ContentShelf {
  return {
    list: () => listContentFiles(storeName),
    async drop(contentId) {
      // Marks go first: bytes without marks are swept at the next start, marks without bytes would be believed.
      await store.dropContent(contentId)
      for (let tries = 1; ; tries++) {
        try {
          return await removeContentFile(storeName, contentId)
        } catch (error) {
          if (tries === TRIES) throw error
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
        }
      }
    },
  }
}
