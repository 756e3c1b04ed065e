import { strongETag } from '#lib/core/bytes/etag.ts'
import type { ContentId } from '#lib/core/ids/ids.ts'
import { chunkCount, chunkDigest, chunkRange, decodeManifest, type Manifest } from '#lib/core/manifest/manifest.ts'
import {
  type ChunkRun,
  type ChunkSet,
  emptyChunkSet,
  isWhole,
  nextMissing,
  sizeOfChunk,
  storedBytes,
  withChunk,
  withoutChunks,
} from '#lib/core/pins/chunk-set.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinnedContent } from '#lib/core/pins/pin-record.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { ContentFile } from './content-file.ts'
import { FetchError, type FetchFailure, failureOfBreak, failureOfDisk, failureOfResponse } from './fetch-failure.ts'
import { headersToKeep } from './kept-headers.ts'
import { readChunks } from './read-chunks.ts'
import type { RequestSlots } from './request-slots.ts'

/** Neighbours fetched by one request; a request that breaks off loses no chunk that was whole. */
const CHUNKS_AT_ONCE = 8
/** Requests of one content at a time; the slots are shared by all. */
const LANES = 2
/** A chunk that arrives wrong so often will not arrive right. */
const MAX_BAD = 3
const READ_AT_ONCE = 4

export interface FetchContentOptions {
  content: PinnedContent
  /** What manifest and marks are kept under: a content on the device, or one download of it. */
  key: string
  contentUrl: string
  manifestUrl: string
  file: ContentFile
  store: Pick<PinStore, 'findContent' | 'saveContent' | 'findChunks' | 'saveChunks'>
  slots: RequestSlots
  subtle: SubtleCrypto
  fetch: typeof globalThis.fetch
  isOnline: () => boolean
  signal: AbortSignal
  tell: (event: PinEvent) => void
}

/**
 * Fetches what is missing of a content as ranges, compares each chunk with the manifest before it is written, and reads
 * everything back at the end. Tells the machine what happened; resolves when nothing more will. Closes the file.
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
  #manifest: Manifest | null = null
  #chunks: ChunkSet = new Uint8Array()
  /** Chunks that a lane has taken on. */
  readonly #taken = new Set<number>()
  readonly #bad = new Map<number, number>()
  #storedBytes = 0
  #hasHeaders = false
  /** Writes follow each other: a disk has one head, and marks come in order. */
  #writing: Promise<void> = Promise.resolve()

  constructor(options: FetchContentOptions, tell: (event: PinEvent) => void) {
    this.#options = options
    this.#tell = tell
    options.signal.addEventListener('abort', () => this.#stop.abort())
    if (options.signal.aborted) this.#stop.abort()
  }

  async fetchMissing(): Promise<void> {
    const { store, key, signal } = this.#options
    const manifest = await this.#readManifest()
    this.#manifest = manifest
    this.#chunks = (await store.findChunks(key)) ?? emptyChunkSet(manifest)
    this.#storedBytes = storedBytes(this.#chunks, manifest)
    this.#tell({ kind: 'progress', storedBytes: this.#storedBytes })
    const lanes = Array.from({ length: LANES }, () => this.#lane(manifest))
    try {
      await Promise.all(lanes)
    } finally {
      this.#stop.abort()
      await Promise.allSettled(lanes)
      await this.#writing.catch(() => undefined)
    }
    if (!signal.aborted && !isWhole(this.#chunks, manifest)) throw new FetchError({ kind: 'networkLost' })
  }

  /** Every chunk as the disk gives it back, so that what is called verified can be read. */
  async readBack(): Promise<PinEvent> {
    const { key, file, store, subtle, signal } = this.#options
    const manifest = this.#manifest
    if (manifest === null) throw new Error('nothing was fetched')
    const count = chunkCount(manifest.sizeBytes, manifest.chunkSizeBytes)
    const bad: number[] = []
    let next = 0
    const check = async () => {
      for (let index = next++; index < count && !signal.aborted; index = next++) {
        const { start, end } = chunkRange(manifest, index)
        const bytes = await file.read(start, end - start + 1).catch(() => new Uint8Array())
        if (!(await isRight(subtle, manifest, index, bytes))) bad.push(index)
      }
    }
    await Promise.all(Array.from({ length: READ_AT_ONCE }, check))
    if (bad.length === 0) return { kind: 'verified' }
    this.#chunks = withoutChunks(this.#chunks, bad)
    await store.saveChunks(key, this.#chunks)
    return { kind: 'bytesBad', storedBytes: storedBytes(this.#chunks, manifest) }
  }

  /** Where bytes are only there after the file was closed, so are marks. */
  async keepMarks(): Promise<void> {
    const { file, store, key } = this.#options
    if (file.keepsOnClose && this.#chunks.length > 0) await store.saveChunks(key, this.#chunks)
  }

  async #readManifest(): Promise<Manifest> {
    const { store, content, key } = this.#options
    const known = await store.findContent(key)
    if (known !== null) {
      const manifest = decodeManifest(known.manifest)
      this.#hasHeaders = Object.keys(known.headers).length > 0
      if (manifest?.sizeBytes === content.sizeBytes) return manifest
    }
    const response = await this.#ask(this.#options.manifestUrl, { 'if-match': this.#etag() })
    if (response.status !== 200) throw new FetchError(await failureOfResponse(response))
    // The route has no precondition: what it sent may be of a newer content.
    if (response.headers.get('etag') !== this.#etag()) throw new FetchError(CHANGED)
    const bytes = new Uint8Array(await this.#body(response.arrayBuffer()))
    const manifest = decodeManifest(bytes)
    if (manifest?.sizeBytes !== content.sizeBytes || manifest === null) throw new FetchError(CHANGED)
    await store.saveContent({ contentId: key, manifest: bytes, headers: {} })
    return manifest
  }

  /** Takes on the next missing run, until there is none. */
  async #lane(manifest: Manifest): Promise<void> {
    const { slots } = this.#options
    for (;;) {
      if (this.#stop.signal.aborted) return
      const more = await slots.use(async (yields) => {
        if (this.#stop.signal.aborted) return false
        const run = this.#next(manifest, yields ? 1 : CHUNKS_AT_ONCE)
        if (run === null) return false
        try {
          await this.#fetchRun(manifest, run)
        } finally {
          for (let index = run.first; index < run.first + run.count; index++) this.#taken.delete(index)
        }
        return true
      })
      if (!more) return
    }
  }

  #next(manifest: Manifest, most: number): ChunkRun | null {
    let occupied = this.#chunks
    for (const index of this.#taken) occupied = withChunk(occupied, index)
    const run = nextMissing(occupied, manifest, 0, most)
    if (run !== null) for (let index = run.first; index < run.first + run.count; index++) this.#taken.add(index)
    return run
  }

  async #fetchRun(manifest: Manifest, run: ChunkRun): Promise<void> {
    const { start } = chunkRange(manifest, run.first)
    const { end } = chunkRange(manifest, run.first + run.count - 1)
    const response = await this.#ask(this.#options.contentUrl, {
      range: `bytes=${start}-${end}`,
      // A content that was replaced is refused, never mixed into this one.
      'if-match': this.#etag(),
    })
    if (response.status !== 206) throw new FetchError(await failureOfResponse(response))
    if (response.headers.get('etag') !== this.#etag()) throw new FetchError(CHANGED)
    await this.#keepHeaders(response)
    let index = run.first
    const sizes = Array.from({ length: run.count }, (_, at) => sizeOfChunk(manifest, run.first + at))
    for await (const bytes of readChunks(response, sizes, () => failureOfBreak(this.#options.isOnline()))) {
      await this.#take(manifest, index, bytes)
      index++
    }
  }

  async #take(manifest: Manifest, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { content, key, file, store, subtle } = this.#options
    if (!(await isRight(subtle, manifest, index, bytes))) {
      const count = (this.#bad.get(index) ?? 0) + 1
      this.#bad.set(index, count)
      // Left unmarked: it is fetched again.
      if (count < MAX_BAD) return
      throw new FetchError({ kind: 'serverError', code: 'hash_mismatch', retryable: false })
    }
    this.#writing = this.#writing.then(async () => {
      if (this.#options.signal.aborted) return
      try {
        await file.write(index * manifest.chunkSizeBytes, bytes)
      } catch (error) {
        throw new FetchError(failureOfDisk(error, content.sizeBytes - this.#storedBytes), error)
      }
      this.#chunks = withChunk(this.#chunks, index)
      this.#storedBytes += bytes.byteLength
      if (!file.keepsOnClose) await store.saveChunks(key, this.#chunks)
      this.#tell({ kind: 'progress', storedBytes: this.#storedBytes })
    })
    await this.#writing
  }

  async #keepHeaders(response: Response): Promise<void> {
    if (this.#hasHeaders) return
    this.#hasHeaders = true
    const { store, key } = this.#options
    const known = await store.findContent(key)
    if (known === null) return
    const headers = headersToKeep(response.headers)
    await store.saveContent({ ...known, headers })
  }

  #ask(url: string, headers: Record<string, string>): Promise<Response> {
    const { fetch } = this.#options
    const init = { headers, credentials: 'same-origin', cache: 'no-store', signal: this.#stop.signal } as const
    return this.#body(fetch(url, init))
  }

  async #body<T>(wanted: Promise<T>): Promise<T> {
    try {
      return await wanted
    } catch (error) {
      throw new FetchError(failureOfBreak(this.#options.isOnline()), error)
    }
  }

  #etag(): string {
    // Ids of contents come from the vault itself.
    return strongETag(this.#options.content.contentId as ContentId)
  }
}

/** The engine looks what it is now, and begins anew. */
const CHANGED: FetchFailure = { kind: 'serverError', code: 'precondition_failed', retryable: true }

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
