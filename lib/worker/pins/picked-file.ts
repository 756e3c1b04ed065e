import type { ContentFile } from '#lib/browser/pins/content-file.ts'

/**
 * A file that a person chose to save to. What is written lies beside it until it is closed; so a pause keeps everything,
 * and the end of the browser nothing.
 */
export async function openPickedFile(handle: FileSystemFileHandle): Promise<ContentFile> {
  const writable = await handle.createWritable({ keepExistingData: true })
  let written: File | null = null
  return {
    keepsOnClose: true,
    async read(at, length) {
      if (written === null) return new Uint8Array()
      return new Uint8Array(await written.slice(at, at + length).arrayBuffer())
    },
    write: (position, data) => writable.write({ type: 'write', position, data }),
    flush: async () => {},
    async finish(sizeBytes) {
      await writable.truncate(sizeBytes)
      await writable.close()
      written = await handle.getFile()
    },
    async close() {
      if (written === null) await writable.close()
    },
  }
}
