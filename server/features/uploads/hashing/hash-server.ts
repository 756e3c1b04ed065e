import { createHash, type Hash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { CallServer } from '#server/workers/serve-calls.ts'
import type { HashAnswer, HashRequest } from './messages.ts'

const SLICE_BYTES = 1 << 20

interface Running {
  hash: Hash
  position: number
}

/**
 * Hashes files in its own thread, by reading them: bytes just written come from the page cache. It takes turns after
 * every slice, so that many uploads advance together.
 */
export class HashServer implements CallServer<HashRequest, HashAnswer> {
  readonly #running = new Map<string, Running>()
  readonly #slice = Buffer.allocUnsafeSlow(SLICE_BYTES)

  async handle(request: HashRequest): Promise<HashAnswer> {
    switch (request.kind) {
      case 'feed':
        await this.#feed(request)
        return { kind: 'done' }
      case 'digest':
        return { kind: 'digests', bytes: this.#digest(request.key) }
      case 'chunks':
        return { kind: 'digests', bytes: await this.#chunks(request) }
      case 'forget':
        this.#running.delete(request.key)
        return { kind: 'done' }
    }
  }

  close(): void {
    this.#running.clear()
  }

  async #feed({ key, path, from, to }: Extract<HashRequest, { kind: 'feed' }>): Promise<void> {
    const running = from === 0 ? { hash: createHash('sha256'), position: 0 } : this.#running.get(key)
    if (running?.position !== from)
      throw new VaultError('internal', { cause: new Error(`no hash of ${key} at ${from}`) })
    this.#running.set(key, running)
    await this.#read(path, from, to, (slice) => {
      running.hash.update(slice)
      running.position += slice.byteLength
    })
  }

  #digest(key: string): Uint8Array {
    const running = this.#running.get(key)
    if (running === undefined) throw new VaultError('internal', { cause: new Error(`no hash of ${key}`) })
    this.#running.delete(key)
    return running.hash.digest()
  }

  async #chunks(request: Extract<HashRequest, { kind: 'chunks' }>): Promise<Uint8Array> {
    const { path, from, to, chunkSizeBytes } = request
    const digests: Buffer[] = []
    let hash = createHash('sha256')
    let inChunk = 0
    await this.#read(path, from, to, (slice) => {
      let rest = slice
      while (rest.byteLength > 0) {
        const part = rest.subarray(0, chunkSizeBytes - inChunk)
        hash.update(part)
        inChunk += part.byteLength
        rest = rest.subarray(part.byteLength)
        if (inChunk < chunkSizeBytes) continue
        digests.push(hash.digest())
        hash = createHash('sha256')
        inChunk = 0
      }
    })
    if (inChunk > 0) digests.push(hash.digest())
    return new Uint8Array(Buffer.concat(digests))
  }

  /** The slice is shared by all requests: `use` must be done with it when it returns. */
  async #read(path: string, from: number, to: number, use: (slice: Uint8Array) => void): Promise<void> {
    const file = openSync(path, 'r')
    try {
      let position = from
      while (position < to) {
        const count = readSync(file, this.#slice, 0, Math.min(SLICE_BYTES, to - position), position)
        if (count === 0) throw Object.assign(new Error(`${to - position} bytes are missing`), { code: 'EIO' })
        use(this.#slice.subarray(0, count))
        position += count
        if (position < to) await nextTurn()
      }
    } catch (error) {
      throw new VaultError('upload_quarantined', { cause: error })
    } finally {
      closeSync(file)
    }
  }
}
