import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Clock } from '#server/clock.ts'
import { toDiskFailure } from './disk/disk-failure.ts'
import type { FileOps } from './disk/file-ops.ts'

export interface FreeSpaceDeps {
  readonly files: Pick<FileOps, 'freeBytes' | 'findDevice'>
  readonly clock: Pick<Clock, 'monotonic'>
  /** Bytes that other unfinished uploads have still to write, by folder. */
  readonly readPromisedBytes: () => Promise<{ folder: string; bytes: number }[]>
}

/** Asking the filesystem for each of a thousand photos would cost more than it tells. */
const FRESH_MS = 1000
/** Below this a file is not worth counting what others have still to write. */
const SMALL_BYTES = 16 << 20

/** Keeps the last bytes of a disk free: a full disk stops the database, and with it the whole vault. */
export class FreeSpace {
  readonly #deps: FreeSpaceDeps
  readonly #seen = new Map<string, { freeBytes: number; at: number }>()

  constructor(deps: FreeSpaceDeps) {
    this.#deps = deps
  }

  /** @throws VaultError `disk_full` when a file of this size would leave less than the floor; `place_offline` */
  async assertRoom(folder: string, moreBytes: number, floorBytes: number): Promise<void> {
    try {
      const seen = await this.#look(folder)
      const promised = moreBytes < SMALL_BYTES ? 0 : await this.#promisedOnSameDevice(folder)
      const room = seen.freeBytes - floorBytes - promised
      if (room < moreBytes) throw new VaultError('disk_full', { details: { roomBytes: Math.max(0, room) } })
      seen.freeBytes -= moreBytes
    } catch (error) {
      throw toDiskFailure(error)
    }
  }

  async #look(folder: string): Promise<{ freeBytes: number; at: number }> {
    const now = this.#deps.clock.monotonic()
    const known = this.#seen.get(folder)
    if (known !== undefined && now - known.at < FRESH_MS) return known
    const seen = { freeBytes: await this.#deps.files.freeBytes(folder), at: now }
    if (this.#seen.size > 1000) this.#seen.clear()
    this.#seen.set(folder, seen)
    return seen
  }

  async #promisedOnSameDevice(folder: string): Promise<number> {
    const { files } = this.#deps
    const device = await files.findDevice(folder)
    let sum = 0
    for (const promise of await this.#deps.readPromisedBytes()) {
      if (promise.folder === folder || (await files.findDevice(promise.folder)) === device) sum += promise.bytes
    }
    return sum
  }
}
