import { strongETag } from '#lib/core/bytes/etag.ts'
import type { ContentId } from '#lib/core/ids/ids.ts'
import { decodeManifest, type Manifest } from '#lib/core/manifest/manifest.ts'
import type { PinnedContent } from '#lib/core/pins/pin-record.ts'
import type { PinStore } from '../db/pin-store.ts'
import { FetchError, type FetchFailure, failureOfBreak, failureOfResponse } from './fetch-failure.ts'
import { headersToKeep } from './kept-headers.ts'
import { readChunks } from './read-chunks.ts'

export interface ContentRequestsOptions {
  content: PinnedContent
  /** What manifest and marks are kept under: a content on the device, or one download of it. */
  key: string
  contentUrl: string
  manifestUrl: string
  store: Pick<PinStore, 'findContent' | 'saveContent'>
  fetch: typeof globalThis.fetch
  isOnline: () => boolean
}

/** The engine looks what it is now, and begins anew. */
const CHANGED: FetchFailure = { kind: 'serverError', code: 'precondition_failed', retryable: true }

/** What is asked of the vault about one content, never of another one that took its place. @throws FetchError */
export class ContentRequests {
  readonly #options: ContentRequestsOptions
  readonly #signal: AbortSignal
  readonly #etag: string
  #hasHeaders = false

  constructor(options: ContentRequestsOptions, signal: AbortSignal) {
    this.#options = options
    this.#signal = signal
    // Ids of contents come from the vault itself.
    this.#etag = strongETag(options.content.contentId as ContentId)
  }

  /** As it was kept, or from the vault, and kept then. */
  async manifest(): Promise<Manifest> {
    const { store, content, key } = this.#options
    const known = await store.findContent(key)
    if (known !== null) {
      const manifest = decodeManifest(known.manifest)
      this.#hasHeaders = Object.keys(known.headers).length > 0
      if (manifest?.sizeBytes === content.sizeBytes) return manifest
    }
    const response = await this.#ask(this.#options.manifestUrl, {})
    if (response.status !== 200) throw new FetchError(await failureOfResponse(response))
    // The route has no precondition: what it sent may be of a newer content.
    if (response.headers.get('etag') !== this.#etag) throw new FetchError(CHANGED)
    const bytes = new Uint8Array(await this.#unbroken(response.arrayBuffer()))
    const manifest = decodeManifest(bytes)
    if (manifest?.sizeBytes !== content.sizeBytes || manifest === null) throw new FetchError(CHANGED)
    await store.saveContent({ contentId: key, manifest: bytes, headers: {} })
    return manifest
  }

  /** The bytes from `start` to `end`, in pieces of these sizes. */
  async *chunks(start: number, end: number, sizes: readonly number[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const response = await this.#ask(this.#options.contentUrl, { range: `bytes=${start}-${end}` })
    if (response.status !== 206) throw new FetchError(await failureOfResponse(response))
    if (response.headers.get('etag') !== this.#etag) throw new FetchError(CHANGED)
    await this.#keepHeaders(response)
    yield* readChunks(response, sizes, () => failureOfBreak(this.#options.isOnline()))
  }

  async #keepHeaders(response: Response): Promise<void> {
    if (this.#hasHeaders) return
    this.#hasHeaders = true
    const { store, key } = this.#options
    const known = await store.findContent(key)
    if (known !== null) await store.saveContent({ ...known, headers: headersToKeep(response.headers) })
  }

  #ask(url: string, headers: Record<string, string>): Promise<Response> {
    return this.#unbroken(
      this.#options.fetch(url, {
        // A content that was replaced is refused, never mixed into this one.
        headers: { ...headers, 'if-match': this.#etag },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: this.#signal,
      }),
    )
  }

  async #unbroken<T>(wanted: Promise<T>): Promise<T> {
    try {
      return await wanted
    } catch (error) {
      throw new FetchError(failureOfBreak(this.#options.isOnline()), error)
    }
  }
}
