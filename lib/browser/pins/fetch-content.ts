import { chunkCount, chunkDigest, chunkRange, type Manifest } from '#lib/core/manifest/manifest.ts'
import { type ChunkRun, emptyChunkSet, isWhole, nextMissing, sizeOfChunk, withChunk } from '#lib/core/pins/chunk-set.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinStore } from '../db/pin-store.ts'
import { ChunkWriter } from './chunk-writer.ts'
import type { ContentFile } from './content-file.ts'
import { ContentRequests, type ContentRequestsOptions } from './content-requests.ts'
import { FetchError, type FetchFailure, failureOfDisk } from './fetch-failure.ts'
import { chunksAtOnce, type RequestPace } from './request-pace.ts'
import type { RequestSlots } from './request-slots.ts'

/** Requests of one content at a time; the slots are shared by all. */
const LANES = 2
/** A chunk that arrives wrong so often will not arrive right. */
const MAX_BAD = 3
const READ_AT_ONCE = 4

export interface FetchContentOptions extends ContentRequestsOptions {
  file: ContentFile
  store: ContentRequestsOptions['store'] & Pick<PinStore, 'findChunks' | 'saveChunks'>
  slots: RequestSlots
  pace: RequestPace
  subtle: SubtleCrypto
  signal: AbortSignal
  tell: (event: PinEvent) => void
}

/**
 * Fetches what is missing of a content as ranges, compares each chunk with the manifest before it is written, and reads
 * everything back. Tells the machine what happened; resolves when nothing more will. Closes the file.
 */
export async function fetchContent(options: FetchContentOptions): Promise<void> {
  const { file, signal } = options
  const tell = (event: PinEvent) => {
    if (!signal.aborted) options.tell(event)
  }
  const run = new ContentRun(options, tell)
  let failure: FetchFailure | null = null
  try {
    await run.fetchMissing()
    if (!signal.aborted) {
      await file.finish(options.content.sizeBytes).catch((error) => {
        throw new FetchError(failureOfDisk(error, null), error)
      })
      tell({ kind: 'stored' })
      tell(await run.readBack())
    }
  } catch (error) {
    failure = error instanceof FetchError ? error.failure : { kind: 'serverError', code: 'internal', retryable: true }
  } finally {
    await file.close().catch(() => undefined)
    await run.keepMarks().catch(() => undefined)
  }
  if (failure !== null) tell(failure)
}

class ContentRun {
  readonly #options: FetchContentOptions
  readonly #tell: (event: PinEvent) => void
  readonly #stop = new AbortController()
  readonly #requests: ContentRequests
  #manifest: Manifest | null = null
  #writer: ChunkWriter | null = null
  /** Chunks that a lane has taken on. */
  readonly #taken = new Set<number>()
  readonly #bad = new Map<number, number>()

  constructor(options: FetchContentOptions, tell: (event: PinEvent) => void) {
    this.#options = options
    this.#tell = tell
    this.#requests = new ContentRequests(options, this.#stop.signal)
    options.signal.addEventListener('abort', () => this.#stop.abort())
    if (options.signal.aborted) this.#stop.abort()
  }

  async fetchMissing(): Promise<void> {
    const { file, store, key, signal } = this.#options
    const manifest = await this.#requests.manifest()
    const chunks = (await store.findChunks(key)) ?? emptyChunkSet(manifest)
    const onBad = (index: number) => this.#countBad(index)
    const writer = new ChunkWriter({ file, store, key, manifest, chunks, tell: this.#tell, onBad })
    this.#manifest = manifest
    this.#writer = writer
    this.#tell({ kind: 'progress', storedBytes: writer.storedBytes })
    const lanes = Array.from({ length: LANES }, () => this.#lane(manifest, writer))
    try {
      await Promise.all(lanes)
    } finally {
      this.#stop.abort()
      await Promise.allSettled(lanes)
      await writer.settle().catch(() => undefined)
    }
    if (!signal.aborted && !isWhole(writer.chunks, manifest)) throw new FetchError({ kind: 'networkLost' })
  }

  /** What the disk did not give back in this run is compared now, so that what is called verified can be read. */
  async readBack(): Promise<PinEvent> {
    const { file, subtle, signal } = this.#options
    const [manifest, writer] = [this.#manifest, this.#writer]
    if (manifest === null || writer === null) throw new Error('nothing was fetched')
    const count = chunkCount(manifest.sizeBytes, manifest.chunkSizeBytes)
    const bad: number[] = []
    let next = 0
    const check = async () => {
      for (let index = next++; index < count && !signal.aborted; index = next++) {
        if (writer.wasReadBack(index)) continue
        const { start, end } = chunkRange(manifest, index)
        const bytes = await file.read(start, end - start + 1).catch(() => new Uint8Array())
        if (!(await isRight(subtle, manifest, index, bytes))) bad.push(index)
      }
    }
    await Promise.all(Array.from({ length: READ_AT_ONCE }, check))
    if (bad.length === 0) return { kind: 'verified' }
    await writer.forget(bad)
    return { kind: 'bytesBad', storedBytes: writer.storedBytes }
  }

  /** Where bytes are only there after the file was closed, so are marks. */
  async keepMarks(): Promise<void> {
    const { file, store, key } = this.#options
    if (file.keepsOnClose && this.#writer !== null) await store.saveChunks(key, this.#writer.chunks)
  }

  /** Takes on the next missing run, until there is none. */
  async #lane(manifest: Manifest, writer: ChunkWriter): Promise<void> {
    const { slots, pace } = this.#options
    for (;;) {
      if (this.#stop.signal.aborted) return
      const more = await slots.use(async (yields, begins) => {
        if (this.#stop.signal.aborted) return false
        const most = yields ? 1 : chunksAtOnce(pace.bytesPerSecond, manifest.chunkSizeBytes)
        const run = this.#next(manifest, writer, most)
        if (run === null) return false
        try {
          const { start, end } = rangeOf(manifest, run)
          await pace.take(end - start + 1, this.#stop.signal)
          begins()
          if (!this.#stop.signal.aborted) await this.#fetchRun(manifest, writer, run)
        } finally {
          for (let index = run.first; index < run.first + run.count; index++) this.#taken.delete(index)
        }
        return true
      })
      if (!more) return
    }
  }

  #next(manifest: Manifest, writer: ChunkWriter, most: number): ChunkRun | null {
    let occupied = writer.chunks
    for (const index of this.#taken) occupied = withChunk(occupied, index)
    const run = nextMissing(occupied, manifest, 0, most)
    if (run !== null) for (let index = run.first; index < run.first + run.count; index++) this.#taken.add(index)
    return run
  }

  /** While a chunk is compared and written the next one comes. */
  async #fetchRun(manifest: Manifest, writer: ChunkWriter, run: ChunkRun): Promise<void> {
    const { start, end } = rangeOf(manifest, run)
    const sizes = Array.from({ length: run.count }, (_, at) => sizeOfChunk(manifest, run.first + at))
    let index = run.first
    let leftBytes = end - start + 1
    let taking = Promise.resolve()
    try {
      for await (const bytes of this.#requests.chunks(start, end, sizes)) {
        leftBytes -= bytes.byteLength
        await taking
        taking = this.#take({ manifest, writer, index, bytes })
        // Thrown again at the next turn.
        taking.catch(() => undefined)
        index++
      }
    } finally {
      if (leftBytes > 0) this.#options.pace.giveBack(leftBytes)
      await taking
    }
    await writer.settle()
  }

  async #take({ manifest, writer, index, bytes }: TakenChunk): Promise<void> {
    if (await isRight(this.#options.subtle, manifest, index, bytes)) await writer.add(index, bytes)
    else this.#countBad(index)
  }

  /** A chunk that is bad stays unmarked: it is fetched again. */
  #countBad(index: number): void {
    const count = (this.#bad.get(index) ?? 0) + 1
    this.#bad.set(index, count)
    if (count >= MAX_BAD) throw new FetchError({ kind: 'serverError', code: 'hash_mismatch', retryable: false })
  }
}

interface TakenChunk {
  manifest: Manifest
  writer: ChunkWriter
  index: number
  bytes: Uint8Array<ArrayBuffer>
}

function rangeOf(manifest: Manifest, { first, count }: ChunkRun): { start: number; end: number } {
  return { start: chunkRange(manifest, first).start, end: chunkRange(manifest, first + count - 1).end }
}

async function isRight(
  subtle: SubtleCrypto,
  manifest: Manifest,
  index: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes))
  const wanted = chunkDigest(manifest, index)
  return digest.every((byte, at) => byte === wanted[at])
}
