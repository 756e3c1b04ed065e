import { createHash, type Hash } from 'node:crypto'
import { readSync } from 'node:fs'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { DIGEST_BYTES } from '#lib/core/manifest/manifest.ts'
import type { CallServer } from '#server/workers/serve-calls.ts'
import type { HashAnswer, HashRequest } from './messages.ts'

const SLICE_BYTES = 1 << 20

/** SHA-256 of a file and of each of its chunks in one pass over its bytes. */
export class HashServer implements CallServer<HashRequest, HashAnswer> {
  readonly #slice = Buffer.allocUnsafeSlow(SLICE_BYTES)
  #whole = createHash('sha256')
  #chunk: Hash | null = null
  #inChunk = 0
  #position = 0
  #digests: Buffer[] = []

  handle(request: HashRequest): HashAnswer {
    if (request.from === 0) this.#begin()
    if (request.from !== this.#position) throw new VaultError('internal', { cause: new Error('fed out of order') })
    this.#feed(request)
    return request.isLast ? this.#end() : null
  }

  close(): void {}

  #begin(): void {
    this.#whole = createHash('sha256')
    this.#chunk = null
    this.#inChunk = 0
    this.#position = 0
    this.#digests = []
  }

  #feed({ fd, to, chunkSizeBytes }: HashRequest): void {
    while (this.#position < to) {
      const count = readSync(fd, this.#slice, 0, Math.min(SLICE_BYTES, to - this.#position), this.#position)
      if (count === 0) throw new VaultError('content_changed')
      const slice = this.#slice.subarray(0, count)
      this.#whole.update(slice)
      this.#feedChunks(slice, chunkSizeBytes)
      this.#position += count
    }
  }

  #feedChunks(slice: Uint8Array, chunkSizeBytes: number): void {
    let rest = slice
    while (rest.byteLength > 0) {
      const part = rest.subarray(0, chunkSizeBytes - this.#inChunk)
      this.#chunk ??= createHash('sha256')
      this.#chunk.update(part)
      this.#inChunk += part.byteLength
      rest = rest.subarray(part.byteLength)
      if (this.#inChunk === chunkSizeBytes) this.#endChunk(this.#chunk)
    }
  }

  #endChunk(chunk: Hash): void {
    this.#digests.push(chunk.digest())
    this.#chunk = null
    this.#inChunk = 0
  }

  #end(): HashAnswer {
    if (this.#chunk) this.#endChunk(this.#chunk)
    const manifest = new Uint8Array(this.#digests.length * DIGEST_BYTES)
    for (const [index, digest] of this.#digests.entries()) manifest.set(digest, index * DIGEST_BYTES)
    const sha256 = new Uint8Array(this.#whole.digest())
    this.#begin()
    return { sha256, manifest }
  }
}
