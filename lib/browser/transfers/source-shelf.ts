import type { BrowserStore } from '../db/browser-store.ts'

/** Where the bytes of transfers are read from. The next release adds copies in OPFS, which the worker can read too. */
export interface SourceShelf {
  put(id: string, file: File): void
  find(id: string): File | null
  /** The file if it can be read now without asking anybody: held by this tab, or by a handle that is still granted. */
  recall(id: string): Promise<File | null>
  release(id: string): void
}

export function createSourceShelf(store: BrowserStore): SourceShelf {
  const files = new Map<string, File>()

  async function recall(id: string): Promise<File | null> {
    const file = files.get(id) ?? (await readGranted(store, id))
    if (file) files.set(id, file)
    return file ?? null
  }

  return {
    put: (id, file) => void files.set(id, file),
    find: (id) => files.get(id) ?? null,
    recall,
    release(id) {
      files.delete(id)
      void store.removeFileHandle(id).catch(() => undefined)
    },
  }
}

/** A handle stays readable over a reload where the person granted it for good, or the app is installed. */
async function readGranted(store: BrowserStore, id: string): Promise<File | null> {
  try {
    const handle = await store.findFileHandle(id)
    if (handle === null || (await handle.queryPermission?.({ mode: 'read' })) !== 'granted') return null
    return await handle.getFile()
  } catch {
    // Moved or deleted meanwhile: the person chooses it again.
    return null
  }
}

/** Asks for a file by its handle; needs a person's tap. Null when it is refused, gone, or there is no handle. */
export async function askForFile(store: BrowserStore, id: string): Promise<File | null> {
  try {
    const handle = await store.findFileHandle(id)
    if (handle === null || (await handle.requestPermission?.({ mode: 'read' })) !== 'granted') return null
    return await handle.getFile()
  } catch {
    return null
  }
}
