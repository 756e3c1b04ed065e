import type { ChunkSet } from '#lib/core/pins/chunk-set.ts'
import type { PinStore } from '../../db/pin-store.ts'
import type { StoredContent } from '../../db/stored-pins.ts'
import type { ContentFile } from '../content-file.ts'

/** A disk in memory, which can be full, or forget. */
export class MemoryFile implements ContentFile {
  readonly keepsOnClose = false
  bytes = new Uint8Array()
  roomBytes = Number.POSITIVE_INFINITY
  isOpen = true

  async read(at: number, length: number) {
    return this.bytes.slice(at, at + length)
  }

  async write(at: number, part: Uint8Array) {
    if (at + part.length > this.roomBytes) throw new DOMException('no room', 'QuotaExceededError')
    if (at + part.length > this.bytes.length) {
      const longer = new Uint8Array(at + part.length)
      longer.set(this.bytes)
      this.bytes = longer
    }
    this.bytes.set(part, at)
  }

  async flush() {}

  async finish(sizeBytes: number) {
    this.bytes = this.bytes.slice(0, sizeBytes)
  }

  async close() {
    this.isOpen = false
  }
}

export function memoryContents(): Pick<PinStore, 'findContent' | 'saveContent' | 'findChunks' | 'saveChunks'> & {
  chunks: Map<string, ChunkSet>
  contents: Map<string, StoredContent>
} {
  const chunks = new Map<string, ChunkSet>()
  const contents = new Map<string, StoredContent>()
  return {
    chunks,
    contents,
    findContent: async (key) => contents.get(key) ?? null,
    saveContent: async (content) => void contents.set(content.contentId, content),
    findChunks: async (key) => chunks.get(key) ?? null,
    saveChunks: async (key, set) => void chunks.set(key, set),
  }
}
