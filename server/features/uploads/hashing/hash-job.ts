import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { FileDigests } from './file-digests.ts'
import type { HashCaller } from './messages.ts'

const MiB = 1 << 20
/** Asked of a thread at once: large enough to be cheap, small enough that progress is seen. */
const STEP_BYTES = 16 * MiB
/** A writer further ahead than this waits, so that its last byte is not followed by a long wait. */
const MAX_LAG_BYTES = 64 * MiB

export interface HashJobParts {
  readonly key: string
  readonly path: string
  readonly chunkSizeBytes: number
  readonly whole: HashCaller
  readonly chunks: HashCaller
}

/** Hashing of one file. What must hold: of each stream of work at most one call is under way, in order of position. */
export class HashJob {
  readonly #parts: HashJobParts
  #availableBytes = 0
  #sizeBytes: number | null = null
  #wholeBytes = 0
  #chunkBytes = 0
  readonly #digests: Uint8Array[] = []
  #feeding = false
  #chunking = false
  #caughtUp = false
  #failure: unknown = null
  #waiting: (() => void)[] = []

  constructor(parts: HashJobParts) {
    this.#parts = parts
  }

  get chunkSizeBytes(): number {
    return this.#parts.chunkSizeBytes
  }

  get failed(): boolean {
    return this.#failure !== null
  }

  advance(availableBytes: number): void {
    this.#availableBytes = Math.max(this.#availableBytes, availableBytes)
    this.#work()
  }

  async keepUp(): Promise<void> {
    while (this.#caughtUp && this.#lagBytes() > MAX_LAG_BYTES && !this.failed) await this.#progress()
  }

  async finish(sizeBytes: number): Promise<FileDigests> {
    const { key, whole, chunkSizeBytes } = this.#parts
    this.#sizeBytes = sizeBytes
    this.advance(sizeBytes)
    if (sizeBytes === 0) await whole.call({ kind: 'feed', key, path: this.#parts.path, from: 0, to: 0 })
    while (!this.failed && (this.#wholeBytes < sizeBytes || this.#chunkBytes < sizeBytes)) await this.#progress()
    if (this.failed) throw this.#failure
    const answer = await whole.call({ kind: 'digest', key })
    if (answer.kind !== 'digests') throw new VaultError('internal')
    return { sizeBytes, sha256: answer.bytes, chunkDigests: Buffer.concat(this.#digests), chunkSizeBytes }
  }

  drop(): void {
    this.#fail(new VaultError('upload_gone'))
    // A thread that is gone has forgotten by itself.
    this.#parts.whole.call({ kind: 'forget', key: this.#parts.key }).catch(() => undefined)
  }

  #lagBytes(): number {
    return this.#availableBytes - Math.min(this.#wholeBytes, this.#chunkBytes)
  }

  #progress(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #work(): void {
    if (this.failed) return
    const { key, path, chunkSizeBytes } = this.#parts
    if (!this.#feeding && this.#wholeBytes < this.#availableBytes) {
      const from = this.#wholeBytes
      const to = Math.min(this.#availableBytes, from + STEP_BYTES)
      this.#feeding = true
      this.#run(this.#parts.whole.call({ kind: 'feed', key, path, from, to }), () => {
        this.#feeding = false
        this.#wholeBytes = to
      })
    }
    const to = this.#chunksUpTo()
    if (!this.#chunking && to > this.#chunkBytes) {
      const from = this.#chunkBytes
      this.#chunking = true
      this.#run(this.#parts.chunks.call({ kind: 'chunks', path, from, to, chunkSizeBytes }), (bytes) => {
        this.#chunking = false
        this.#chunkBytes = to
        this.#digests.push(bytes)
      })
    }
  }

  /** Only whole chunks, but for the last of the file. */
  #chunksUpTo(): number {
    const { chunkSizeBytes } = this.#parts
    const limit = Math.min(this.#availableBytes, this.#chunkBytes + Math.max(STEP_BYTES, chunkSizeBytes))
    return limit === this.#sizeBytes ? limit : limit - (limit % chunkSizeBytes)
  }

  #run(call: ReturnType<HashCaller['call']>, done: (bytes: Uint8Array) => void): void {
    call
      .then((answer) => {
        if (this.failed) return
        done(answer.kind === 'digests' ? answer.bytes : new Uint8Array(0))
        this.#caughtUp ||= this.#lagBytes() <= MAX_LAG_BYTES
        this.#wake()
        this.#work()
      })
      .catch((error: unknown) => this.#fail(error))
  }

  #fail(error: unknown): void {
    this.#failure ??= error
    this.#wake()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
