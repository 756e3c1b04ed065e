import type { KeepAnswer, KeepRequest } from '#lib/browser/transfers/keep-messages.ts'
import { PART, sourcePathOf } from '#lib/browser/transfers/source-folder.ts'

/**
 * The dedicated worker that copies files which wait to be sent, built to `/keep-worker.js`: sync access handles are
 * there in such workers alone, need no second file while they write, and know when the bytes are on the disk.
 */
declare const self: DedicatedWorkerGlobalScope

const PIECE_BYTES = 4 * 1024 * 1024

self.addEventListener('message', ({ data }: MessageEvent<KeepRequest>) => {
  void keep(data).then((answer) => self.postMessage(answer))
})

async function keep({ storeName, id, file }: KeepRequest): Promise<KeepAnswer> {
  let folder = await navigator.storage.getDirectory()
  const part = `${id}${PART}`
  try {
    for (const name of sourcePathOf(storeName)) folder = await folder.getDirectoryHandle(name, { create: true })
    const handle = await folder.getFileHandle(part, { create: true })
    await copy(file, handle)
    // Some browsers say that they wrote what there was no room for.
    if ((await handle.getFile()).size !== file.size) throw new DOMException('no room', 'QuotaExceededError')
    // The name says that it is whole: only now.
    await handle.move(folder, id)
    return 'kept'
  } catch (error) {
    await folder.removeEntry(part).catch(() => undefined)
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'failed'
  }
}

async function copy(file: File, handle: FileSystemFileHandle): Promise<void> {
  const access = await handle.createSyncAccessHandle()
  try {
    access.truncate(0)
    for (let at = 0; at < file.size; at += PIECE_BYTES) {
      const piece = await file.slice(at, at + PIECE_BYTES).arrayBuffer()
      // Fewer than all of them were written: the device is full, whatever the browser calls it.
      if (access.write(piece, { at }) < piece.byteLength) throw new DOMException('no room', 'QuotaExceededError')
    }
    access.flush()
  } finally {
    access.close()
  }
}
