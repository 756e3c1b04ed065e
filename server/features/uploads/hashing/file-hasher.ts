import { VaultError } from '#lib/core/errors/vault-error.ts'
import { chunkSizeFor } from '#lib/core/manifest/manifest.ts'
import type { FileDigests } from './file-digests.ts'
import { HashJob } from './hash-job.ts'
import type { HashCaller } from './messages.ts'

/**
 * Hashes growing files beside their writers. Each file has two streams of work, the whole and its chunks, on two
 * threads, because SHA-256 of one stream cannot be split. What is not known after a restart is read again.
 */
export class FileHasher {
  readonly #threads: readonly HashCaller[]
  readonly #jobs = new Map<string, HashJob>()
  #nextThread = 0

  constructor(threads: readonly HashCaller[]) {
    this.#threads = threads
  }

  /**
   * Bytes below `availableBytes` are in the file and may be hashed.
   * @param lengthBytes of the whole file; null while it is not known
   */
  advance(key: string, path: string, availableBytes: number, lengthBytes: number | null): void {
    this.#job(key, path, lengthBytes).advance(availableBytes)
  }

  /**
   * Resolves when hashing is not far behind the writer; at once while it still reads the part from before a restart.
   */
  async keepUp(key: string): Promise<void> {
    await this.#jobs.get(key)?.keepUp()
  }

  /** @throws VaultError `upload_quarantined` when the file cannot be read; asking again begins anew */
  async finish(key: string, path: string, sizeBytes: number): Promise<FileDigests> {
    const job = this.#job(key, path, sizeBytes)
    try {
      return await job.finish(sizeBytes)
    } finally {
      this.forget(key)
    }
  }

  /** Drops what is known, because the upload ended or its bytes are in doubt. */
  forget(key: string): void {
    this.#jobs.get(key)?.drop()
    this.#jobs.delete(key)
  }

  #job(key: string, path: string, lengthBytes: number | null): HashJob {
    const chunkSizeBytes = chunkSizeFor(lengthBytes ?? 0)
    const known = this.#jobs.get(key)
    if (known !== undefined && !known.failed && known.chunkSizeBytes === chunkSizeBytes) return known
    known?.drop()
    const job = new HashJob({ key, path, chunkSizeBytes, whole: this.#pickThread(), chunks: this.#pickThread() })
    this.#jobs.set(key, job)
    return job
  }

  #pickThread(): HashCaller {
    const thread = this.#threads[this.#nextThread % this.#threads.length]
    this.#nextThread += 1
    if (thread === undefined) throw new VaultError('internal', { cause: new Error('no hashing threads') })
    return thread
  }
}
