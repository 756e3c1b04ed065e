import { type FileHandle, open, rm } from 'node:fs/promises'
import type { TakePace } from '#server/jobs/pace.ts'

/** Longer than the common limit makes anybody wait between two steps, as a rule. */
const LET_GO_AFTER_MS = 1_000

/**
 * A new file of the backup. While nothing may be written for longer, such as in a pause, all that was written is on the
 * disk and the file is not open: nothing keeps the disk from being unplugged. It must be back before the next step.
 */
export class RestingFile {
  readonly #path: string
  #handle: FileHandle | null
  #sizeBytes = 0

  private constructor(path: string, handle: FileHandle) {
    this.#path = path
    this.#handle = handle
  }

  static async create(path: string, mode: number): Promise<RestingFile> {
    return new RestingFile(path, await open(path, 'wx', mode))
  }

  async write(slice: Uint8Array): Promise<void> {
    const handle = await this.#open()
    for (let done = 0; done < slice.byteLength; ) {
      const { bytesWritten } = await handle.write(slice, done, slice.byteLength - done, this.#sizeBytes)
      done += bytesWritten
      this.#sizeBytes += bytesWritten
    }
  }

  /** The same pace, with the file let go of while it takes long. */
  restingIn(pace: TakePace): TakePace {
    return async (bytes, signal) => {
      let leaving = Promise.resolve()
      const timer = setTimeout(() => {
        leaving = this.close()
        leaving.catch(() => undefined) // heard below
      }, LET_GO_AFTER_MS)
      try {
        await pace(bytes, signal)
      } finally {
        clearTimeout(timer)
        await leaving
      }
    }
  }

  /** All that was written is on the disk. */
  async close(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    if (handle === null) return
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  async discard(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close()
    await rm(this.#path, { force: true })
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle
    const handle = await open(this.#path, 'r+')
    const { size } = await handle.stat()
    if (size !== this.#sizeBytes) {
      await handle.close()
      throw Object.assign(new Error(`${this.#path} changed while it rested`), { code: 'EIO' })
    }
    this.#handle = handle
    return handle
  }
}
