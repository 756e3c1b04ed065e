import type { Manifest } from '#lib/core/manifest/manifest.ts'
import { type ChunkSet, storedBytes, withChunk, withoutChunks } from '#lib/core/pins/chunk-set.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { ContentFile } from './content-file.ts'
import { FetchError, failureOfDisk } from './fetch-failure.ts'

/**
 * Flushed, read back and marked together: a flush and a mark for each chunk took half of the time. With what is on its
 * way in two requests, less than 8 MiB are asked for again after a kill.
 */
const TOGETHER_BYTES = 2 * 1024 * 1024

export interface ChunkWriterOptions {
  file: ContentFile
  store: Pick<PinStore, 'saveChunks'>
  /** What the marks are kept under. */
  key: string
  manifest: Manifest
  /** What was marked before. */
  chunks: ChunkSet
  tell: (event: PinEvent) => void
  /** The disk gives a chunk back as another one; it stays unmarked. @throws to give up */
  onBad: (index: number) => void
}

/**
 * Puts chunks that were compared with the manifest into the file. A mark says: written, flushed, and read back the same.
 * Steps follow each other: a disk has one head, and marks come in order.
 */
export class ChunkWriter {
  readonly #options: ChunkWriterOptions
  readonly #sizeBytes: number
  #chunks: ChunkSet
  #storedBytes: number
  #written: { index: number; bytes: Uint8Array<ArrayBuffer> }[] = []
  #writtenBytes = 0
  readonly #readBack = new Set<number>()
  #work: Promise<void> = Promise.resolve()

  constructor(options: ChunkWriterOptions) {
    this.#options = options
    this.#sizeBytes = options.manifest.sizeBytes
    this.#chunks = options.chunks
    this.#storedBytes = storedBytes(options.chunks, options.manifest)
  }

  /** The chunks that are marked, or will be when the file is closed. */
  get chunks(): ChunkSet {
    return this.#chunks
  }

  get storedBytes(): number {
    return this.#storedBytes
  }

  /** Whether the disk gave it back since this began. */
  wasReadBack(index: number): boolean {
    return this.#readBack.has(index)
  }

  /** @throws FetchError when the disk takes it not */
  add(index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#then(async () => {
      await this.#onDisk((file) => file.write(index * this.#options.manifest.chunkSizeBytes, bytes))
      this.#written.push({ index, bytes })
      this.#writtenBytes += bytes.byteLength
      if (this.#writtenBytes >= TOGETHER_BYTES) await this.#mark()
    })
  }

  /** Resolves when everything that was added is marked. @throws FetchError */
  settle(): Promise<void> {
    return this.#then(() => this.#mark())
  }

  /** Takes marks back. */
  async forget(indexes: readonly number[]): Promise<void> {
    const { store, key, manifest } = this.#options
    this.#chunks = withoutChunks(this.#chunks, indexes)
    this.#storedBytes = storedBytes(this.#chunks, manifest)
    await store.saveChunks(key, this.#chunks)
  }

  #then(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step)
    return this.#work
  }

  async #mark(): Promise<void> {
    const { file, store, key, manifest, tell, onBad } = this.#options
    const written = this.#written
    if (written.length === 0) return
    this.#written = []
    this.#writtenBytes = 0
    await this.#onDisk(() => file.flush())
    for (const { index, bytes } of written) {
      if (!file.keepsOnClose) {
        const back = await file.read(index * manifest.chunkSizeBytes, bytes.byteLength).catch(() => NOTHING)
        if (!isSame(back, bytes)) {
          onBad(index)
          continue
        }
        this.#readBack.add(index)
      }
      this.#chunks = withChunk(this.#chunks, index)
      this.#storedBytes += bytes.byteLength
    }
    if (!file.keepsOnClose) await store.saveChunks(key, this.#chunks)
    tell({ kind: 'progress', storedBytes: this.#storedBytes })
  }

  async #onDisk(step: (file: ContentFile) => Promise<void>): Promise<void> {
    try {
      await step(this.#options.file)
    } catch (error) {
      throw new FetchError(failureOfDisk(error, this.#sizeBytes - this.#storedBytes), error)
    }
  }
}

const NOTHING = new Uint8Array()

/** By words of four bytes: a tenth of what hashing takes. */
function isSame(one: Uint8Array, other: Uint8Array<ArrayBuffer>): boolean {
  if (one.byteLength !== other.byteLength) return false
  const words = one.byteLength >> 2
  const [left, right] = [wordsOf(one, words), wordsOf(other, words)]
  for (let at = 0; at < words; at++) if (left[at] !== right[at]) return false
  for (let at = words << 2; at < one.byteLength; at++) if (one[at] !== other[at]) return false
  return true
}

function wordsOf(bytes: Uint8Array, count: number): Uint32Array {
  const isAligned = bytes.byteOffset % 4 === 0
  return isAligned
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, count)
    : new Uint32Array(bytes.slice().buffer, 0, count)
}
