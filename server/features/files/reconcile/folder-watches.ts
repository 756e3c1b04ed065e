import { type FSWatcher, watch } from 'node:fs'
import { sep } from 'node:path'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { isListable } from '#lib/core/names/safe-name.ts'
import { errnoOf } from '../disk/disk-failure.ts'
import type { FolderHandle } from '../disk/folder-handle.ts'
import { fileKey } from './listed-rows.ts'

export interface FolderWatchesDeps {
  /** Something may have happened to this name of the folder; null: to any of them. */
  onHint(placeId: PlaceId, path: readonly string[], name: string | null): void
  /** The system gives no more watches; told once. */
  onExhausted(error: unknown): void
  /** One watch sees a whole tree. On Linux such a watch of Node loses events, so each folder has its own there. */
  isRecursive?: boolean
  /** node:fs, or what stands for a system without watches. */
  watch?: typeof watch
}

interface Watch {
  watcher: FSWatcher
  placeId: PlaceId
  path: readonly string[]
  /** Where it was opened; a watch of a whole tree does not follow its root. */
  where: string
  /** Device and inode: a folder of the same name that was made anew needs a new watch. */
  file: string
}

const EXHAUSTED = ['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM']

/**
 * Watches folders, and passes on nothing but hints where to look: events get lost, come twice and come late on every
 * system.
 */
export class FolderWatches {
  readonly #deps: FolderWatchesDeps
  readonly #isRecursive: boolean
  readonly #watches = new Map<string, Watch>()
  #isExhausted = false

  constructor(deps: FolderWatchesDeps) {
    this.#deps = deps
    this.#isRecursive = deps.isRecursive ?? process.platform !== 'linux'
  }

  /** False when something is not watched, so that only looking tells. */
  get isComplete(): boolean {
    return !this.#isExhausted
  }

  /** Watches an opened folder from now on, if it is not watched already. */
  cover(placeId: PlaceId, path: readonly string[], folder: Pick<FolderHandle, 'path' | 'device' | 'inode'>): void {
    if (this.#isRecursive && path.length > 0) return
    const file = fileKey(folder)
    const key = keyOf(placeId, path)
    const known = this.#watches.get(key)
    if (known?.file === file && known.where === folder.path) return
    this.#end(key)
    try {
      const options = { persistent: false, recursive: this.#isRecursive }
      const watcher = (this.#deps.watch ?? watch)(folder.path, options, (_event, name) =>
        this.#hint(placeId, path, name),
      )
      watcher.on('error', (error) => this.#failed(key, error))
      this.#watches.set(key, { watcher, placeId, path, where: folder.path, file })
    } catch (error) {
      this.#failed(key, error)
    }
  }

  covers(placeId: PlaceId, path: readonly string[], file: string): boolean {
    if (this.#isRecursive && path.length > 0) return this.#watches.has(keyOf(placeId, []))
    return this.#watches.get(keyOf(placeId, path))?.file === file
  }

  /** The folder is gone, and what was below it. */
  forget(placeId: PlaceId, path: readonly string[]): void {
    const key = keyOf(placeId, path)
    if (!this.#watches.has(key) && path.length > 0) return
    const below = path.length === 0 ? key : `${key}/`
    for (const other of this.#watches.keys()) if (other === key || other.startsWith(below)) this.#end(other)
  }

  close(): void {
    for (const key of this.#watches.keys()) this.#end(key)
  }

  #hint(placeId: PlaceId, path: readonly string[], name: string | null): void {
    const names = name?.split(sep) ?? []
    // Our own hidden folders are nobody's business.
    if (!names.every(isListable)) return
    this.#deps.onHint(placeId, [...path, ...names.slice(0, -1)], names.at(-1) ?? null)
  }

  #failed(key: string, error: unknown): void {
    const watch = this.#watches.get(key)
    this.#end(key)
    if (!EXHAUSTED.includes(errnoOf(error) ?? '')) {
      // The folder went away, or its system cannot watch: looking at it from time to time must do.
      if (watch) this.#deps.onHint(watch.placeId, watch.path, null)
      return
    }
    if (this.#isExhausted) return
    this.#isExhausted = true
    this.#deps.onExhausted(error)
  }

  #end(key: string): void {
    this.#watches.get(key)?.watcher.close()
    this.#watches.delete(key)
  }
}

function keyOf(placeId: PlaceId, path: readonly string[]): string {
  return `${placeId}/${path.join('/')}`
}
