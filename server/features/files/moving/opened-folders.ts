import type { FolderHandle } from '../disk/folder-handle.ts'
import type { Spot } from '../disk/place-file.ts'
import { openPlaceFolder, type RootOf } from '../disk/place-folder.ts'
import type { SpotAt } from './relocation.ts'

/** The folders that one relocation works in, each opened once. */
export class OpenedFolders {
  readonly #rootOf: RootOf
  readonly #opening = new Map<string, Promise<FolderHandle | null>>()

  constructor(rootOf: RootOf) {
    this.#rootOf = rootOf
  }

  /** Null when the folder, or its place, is not there. */
  async spot(at: SpotAt): Promise<Spot | null> {
    const key = `${at.placeId}/${at.folder.join('/')}`
    const opening = this.#opening.get(key) ?? openPlaceFolder(this.#rootOf, at.placeId, at.folder)
    this.#opening.set(key, opening)
    const folder = await opening
    return folder && { folder, name: at.name }
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opening.values())
    await Promise.all(opened.map((result) => (result.status === 'fulfilled' ? result.value?.close() : undefined)))
  }
}
