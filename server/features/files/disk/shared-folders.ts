import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { Clock } from '#server/clock.ts'
import { type FolderHandle, openFolder } from './folder-handle.ts'

/** Who comes later opens the folder anew, so that a swap on the disk is seen while others still work in the old one. */
const FRESH_MS = 1000

interface Shared {
  readonly handle: Promise<FolderHandle>
  readonly openedAt: number
  users: number
}

/**
 * Folders opened once for everybody who works in them at the same time: a thousand photos into one folder would spend
 * more on opening it than on their bytes. What must hold: whoever opens a folder here holds a lock that keeps the vault
 * from moving it, from before it is opened until after it is closed; a descriptor is closed with its last user.
 */
export class SharedFolders {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #open = new Map<string, Shared>()

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock
  }

  /** As `openFolder`, with its errors. */
  async open(root: string, segments: readonly string[]): Promise<FolderHandle> {
    const key = [root, ...segments].join('/')
    const shared = this.#find(key) ?? this.#begin(key, root, segments)
    shared.users += 1
    try {
      const handle = await shared.handle
      let isClosed = false
      const close = async () => {
        if (isClosed) return
        isClosed = true
        await this.#leave(key, shared)
      }
      return { ...handle, close }
    } catch (error) {
      if (this.#open.get(key) === shared) this.#open.delete(key)
      throw error
    }
  }

  /** Null when it is not there. @throws VaultError `place_offline` and other failures of the disk */
  async openIfThere(root: string, segments: readonly string[]): Promise<FolderHandle | null> {
    try {
      return await this.open(root, segments)
    } catch (error) {
      if (error instanceof VaultError && error.code === 'content_missing') return null
      throw error
    }
  }

  #find(key: string): Shared | null {
    const shared = this.#open.get(key)
    return shared !== undefined && this.#clock.monotonic() - shared.openedAt < FRESH_MS ? shared : null
  }

  #begin(key: string, root: string, segments: readonly string[]): Shared {
    const shared = { handle: openFolder(root, segments), openedAt: this.#clock.monotonic(), users: 0 }
    this.#open.set(key, shared)
    return shared
  }

  async #leave(key: string, shared: Shared): Promise<void> {
    shared.users -= 1
    if (shared.users > 0) return
    if (this.#open.get(key) === shared) this.#open.delete(key)
    await (await shared.handle).close()
  }
}
