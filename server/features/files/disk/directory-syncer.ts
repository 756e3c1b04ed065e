import type { FolderHandle } from './folder-handle.ts'

interface Waiting {
  folder: FolderHandle
  promise: Promise<void>
}

/**
 * Syncs folders, one wait for the disk for everybody who asked before it began. What must hold: a promise resolves only
 * after a sync that began after it was asked for.
 */
export class DirectorySyncer {
  readonly #running = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Waiting>()

  /** The folder must stay open until this has resolved. */
  sync(folder: FolderHandle): Promise<void> {
    const key = `${folder.device}:${folder.inode}`
    const waiting = this.#waiting.get(key)
    if (waiting) return waiting.promise
    const running = this.#running.get(key)
    if (!running) return this.#start(key, folder)
    const promise = running.then(
      () => this.#startWaiting(key),
      () => this.#startWaiting(key),
    )
    this.#waiting.set(key, { folder, promise })
    return promise
  }

  #startWaiting(key: string): Promise<void> {
    const waiting = this.#waiting.get(key)
    this.#waiting.delete(key)
    return waiting ? this.#start(key, waiting.folder) : Promise.resolve()
  }

  #start(key: string, folder: FolderHandle): Promise<void> {
    const promise = folder.sync().finally(() => {
      if (this.#running.get(key) === promise) this.#running.delete(key)
    })
    this.#running.set(key, promise)
    return promise
  }
}
