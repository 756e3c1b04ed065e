import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PinEvent } from '#lib/core/pins/pin-events.ts'
import type { PinFolder } from '#lib/core/pins/pin-folder.ts'
import type { PinStore } from '../db/pin-store.ts'
import type { StoredPin } from '../db/stored-pins.ts'
import { PinWatch } from './pin-watch.ts'
import type { VaultNews } from './vault-news.ts'

export interface PinFoldersOptions {
  news: VaultNews
  store: Pick<PinStore, 'listFolders' | 'saveFolder' | 'removeFolder' | 'findSeq' | 'saveSeq'>
  /** Wall-clock time. */
  now: () => number
  pins: () => Iterable<StoredPin>
  tell: (id: string, event: PinEvent<EntryView>) => void
  /** Files that lie in a pinned folder. */
  found: (files: readonly EntryView[], folderId: string) => void
  onChange: () => void
}

/** The folders that are kept on this device, and what happens in the vault to them and to every pin. */
export class PinFolders {
  readonly watch: PinWatch
  readonly #options: PinFoldersOptions
  #folders = new Map<string, PinFolder>()

  constructor(options: PinFoldersOptions) {
    this.#options = options
    this.watch = new PinWatch({
      ...options,
      folders: () => this.#folders.values(),
      found: (files, folder) => options.found(files, folder.id),
      listed: (folder) => {
        const known = this.#folders.get(folder.id)
        if (known && !known.isListed) this.#save({ ...known, isListed: true })
      },
    })
  }

  open(folders: readonly PinFolder[]): void {
    this.#folders = new Map(folders.map((folder) => [folder.id, folder]))
  }

  list(): PinFolder[] {
    return [...this.#folders.values()]
  }

  /** @param follows whether files that are added to it later are pinned too */
  add({ id, placeId, path, name }: Pick<EntryView, 'id' | 'placeId' | 'path' | 'name'>, follows: boolean): void {
    const createdAtMs = this.#folders.get(id)?.createdAtMs ?? this.#options.now()
    const folder = { id, placeId, path, name, follows, isListed: false, createdAtMs }
    this.#save(folder)
    void this.watch.list(folder)
    this.watch.look(placeId)
  }

  follow(id: string, follows: boolean): void {
    const folder = this.#folders.get(id)
    if (!folder || folder.follows === follows) return
    // What was added since it was pinned comes with it.
    const next = { ...folder, follows, isListed: folder.isListed && !follows }
    this.#save(next)
    if (follows) void this.watch.list(next)
  }

  /** @returns false when there is no such folder */
  remove(id: string): boolean {
    if (!this.#folders.delete(id)) return false
    void this.#options.store.removeFolder(id).catch(() => undefined)
    return true
  }

  #save(folder: PinFolder): void {
    this.#folders.set(folder.id, folder)
    void this.#options.store.saveFolder(folder).catch(() => undefined)
    this.#options.onChange()
  }
}
