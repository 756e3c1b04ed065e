import type { BrowserStore } from '../db/browser-store.ts'
import type { SourceFolder, SourceRecord } from './source-folder.ts'

/** Where the bytes of transfers are read from: a file this tab holds, the original by its handle, or a copy of it. */
export interface SourceShelf {
  put(id: string, file: File): void
  find(id: string): File | null
  /** The file if it can be read now without asking anybody. */
  recall(record: SourceRecord): Promise<File | null>
  /** What this device keeps of it, whatever became of the file that was chosen. */
  recallCopy(record: SourceRecord): Promise<File | null>
  release(id: string): void
  /** Takes away copies that none of these transfers needs. */
  sweep(needed: ReadonlySet<string>): Promise<void>
}

/** Copies, and which of them belong to transfers that are only about to be written down. */
export interface KeptSources {
  folder: SourceFolder
  listClaimed: () => Promise<readonly string[]>
}

/** @param kept null where the browser keeps no copies */
export function createSourceShelf(store: BrowserStore, kept: KeptSources | null = null): SourceShelf {
  const files = new Map<string, File>()

  async function recall(record: SourceRecord): Promise<File | null> {
    const { id } = record
    const file = files.get(id) ?? (await readGranted(store, id))
    if (!file) return recallCopy(record)
    files.set(id, file)
    return file
  }

  async function recallCopy(record: SourceRecord): Promise<File | null> {
    const copy = (await kept?.folder.find(record)) ?? null
    if (copy) files.set(record.id, copy)
    return copy
  }

  return {
    put: (id, file) => void files.set(id, file),
    find: (id) => files.get(id) ?? null,
    recall,
    recallCopy,
    release(id) {
      files.delete(id)
      void store.removeFileHandle(id).catch(() => undefined)
      void kept?.folder.remove(id).catch(() => undefined)
    },
    async sweep(needed) {
      if (kept === null) return
      await kept.folder.sweep(new Set([...needed, ...(await kept.listClaimed())]), Date.now())
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
