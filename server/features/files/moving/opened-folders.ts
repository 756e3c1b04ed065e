import type { PlaceId } from '#lib/core/ids/ids.ts'
import { type FolderHandle, openFolderIfThere } from '../disk/folder-handle.ts'
import type { Spot } from '../disk/place-file.ts'
import type { SpotAt } from './relocation.ts'

/** The folders that one relocation works in, each opened once. */
export class OpenedFolders {
  readonly #rootOf: (placeId: PlaceId) => Promise<string>
  readonly #opening = new Map<string, Promise<FolderHandle | null>>()

  constructor(rootOf: (placeId: PlaceId) => Promise<string>) {
    this.#rootOf = rootOf
  }

  /** Null when the folder is not there. */
  async spot(at: SpotAt): Promise<Spot | null> {
    const key = `${at.placeId}/${at.folder.join('/')}`
    const opening = this.#opening.get(key) ?? this.#open(at)
    this.#opening.set(key, opening)
    const folder = await opening
    return folder && { folder, name: at.name }
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opening.values())
    await Promise.all(opened.map((result) => (result.status === 'fulfilled' ? result.value?.close() : undefined)))
  }

  async #open({ placeId, folder }: SpotAt): Promise<FolderHandle | null> {
    return openFolderIfThere(await this.#rootOf(placeId), folder)
  }
}
