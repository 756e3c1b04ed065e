import type { TransferRecord } from '#lib/core/transfers/transfer-record.ts'

/** The facts of the file that was chosen: a copy has a name and a time of its own. */
export type SourceRecord = Pick<TransferRecord, 'id' | 'filename' | 'sizeBytes' | 'lastModifiedMs' | 'mimeType'>

/**
 * Copies of files that wait to be sent, below `people/<store name>/sources`: they outlive the page, the browser and the
 * permission to read the original. A copy has its last name only when it is whole and flushed.
 */
export interface SourceFolder {
  /** Null when there is no whole copy. */
  find(record: SourceRecord): Promise<File | null>
  /** Makes a file that lies elsewhere in this storage the copy; nothing is written twice. */
  adopt(id: string, file: FileSystemFileHandle): Promise<void>
  remove(id: string): Promise<void>
  /** Takes away what no transfer needs and nobody is writing now. @param needed ids of transfers */
  sweep(needed: ReadonlySet<string>, nowMs: number): Promise<void>
}

/** A copy that is being made has this ending. */
export const PART = '.part'
/** No copy stands still for so long. */
const ABANDONED_MS = 3_600_000

/** From the root of the storage; sign-out takes the folder of the person away whole. */
export function sourcePathOf(storeName: string): readonly string[] {
  return ['people', storeName, 'sources']
}

/** @param getRoot of the origin private file system */
export function createSourceFolder(getRoot: () => Promise<FileSystemDirectoryHandle>, storeName: string): SourceFolder {
  const path = sourcePathOf(storeName)

  async function open(create: boolean): Promise<FileSystemDirectoryHandle | null> {
    let folder = await getRoot()
    try {
      for (const name of path) folder = await folder.getDirectoryHandle(name, { create })
      return folder
    } catch (error) {
      if (create) throw error
      return null
    }
  }

  return {
    async find({ id, filename, sizeBytes, lastModifiedMs, mimeType }) {
      try {
        const handle = await (await open(false))?.getFileHandle(id)
        const copy = await handle?.getFile()
        if (copy?.size !== sizeBytes) return null
        // It refers to the copy, and holds none of it.
        return new File([copy], filename, { type: mimeType, lastModified: lastModifiedMs })
      } catch {
        return null
      }
    },

    async adopt(id, file) {
      const folder = await open(true)
      if (folder === null) return
      await file.move(folder, id)
    },

    async remove(id) {
      const folder = await open(false)
      await folder?.removeEntry(id).catch(() => undefined)
    },

    async sweep(needed, nowMs) {
      const folder = await open(false)
      if (folder === null) return
      for await (const item of folder.values()) {
        if (needed.has(item.name) || item.kind !== 'file') continue
        // A transfer that was added in this moment is not written down yet.
        const { lastModified } = await item.getFile().catch(() => ({ lastModified: nowMs }))
        if (nowMs - lastModified > ABANDONED_MS) await folder.removeEntry(item.name).catch(() => undefined)
      }
    },
  }
}

/** The copies of one person; null where the browser keeps no files (plain http). */
export function openSourceFolder(storeName: string): SourceFolder | null {
  const { storage } = navigator
  if (typeof storage?.getDirectory !== 'function') return null
  return createSourceFolder(() => storage.getDirectory(), storeName)
}
