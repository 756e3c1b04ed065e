import type { ContentFile } from '#lib/browser/pins/content-file.ts'
import { openContentFolder } from '#lib/browser/pins/content-folder.ts'

const TRIES = 20
const PAUSE_MS = 250

/** A file of the person's folder, opened for this worker alone: fast, and safe against the end of the browser. */
export async function openSyncFile(storeName: string, contentId: string): Promise<ContentFile> {
  const folder = await openContentFolder(storeName, { create: true })
  const access = await open(await folder.getFileHandle(contentId, { create: true }))
  return {
    keepsOnClose: false,
    async read(at, length) {
      const bytes = new Uint8Array(length)
      return bytes.subarray(0, access.read(bytes, { at }))
    },
    async write(at, bytes) {
      // A disk that is full takes a part and says nothing.
      if (access.write(bytes, { at }) < bytes.byteLength) throw new DOMException('no room', 'QuotaExceededError')
    },
    flush: async () => access.flush(),
    async finish(sizeBytes) {
      if (access.getSize() !== sizeBytes) access.truncate(sizeBytes)
      access.flush()
    },
    close: async () => access.close(),
  }
}

/** A worker that was just ended holds it for a moment longer. */
async function open(handle: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let tries = 1; ; tries++) {
    try {
      return await handle.createSyncAccessHandle()
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError'
      if (!isHeld || tries === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
