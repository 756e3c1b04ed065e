import type { Page } from '@playwright/test'

/** What this browser has written down and keeps of files, as it lies on the disk. */
export interface Device {
  /** Of uploads: file name and state, with what it was found to be when it was over. */
  transfers: { id: string; filename: string; state: string; compared: boolean; code: string }[]
  /** Of pins and verified downloads. */
  pins: { id: string; name: string; kind: string; state: string; code: string }[]
  /** Bytes that are marked as kept, by the name of the file. */
  markedBytes: Record<string, number>
  /** SHA-256 of the whole files, by their path in the origin private file system. */
  files: Record<string, string>
}

/**
 * Reads it from a page of the vault that runs nothing.
 * @param hashes whether the files are read as well
 */
export function readDevice(page: Page, hashes: boolean): Promise<Device> {
  return page.evaluate(async (withHashes) => {
    const { name } = (await indexedDB.databases()).find((one) => one.name?.startsWith('hearth-account-')) ?? {}
    const all = await readStores(name)
    const chunkBytes = 2 ** 20
    const markedBytes: Record<string, number> = {}
    for (const [key, set] of all.chunks) {
      const count = set.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
      const pin = all.pins.find(({ id, target }) => id === key || target.contentId === key)
      if (pin) markedBytes[pin.entry.name] = Math.min(count * chunkBytes, pin.target.sizeBytes)
    }
    const files: Record<string, string> = {}
    await walk(await navigator.storage.getDirectory(), '')
    return {
      transfers: all.transfers.map(({ id, filename, state }) => ({
        ...{ id, filename, state: state.kind, compared: state.result?.compared === true, code: state.code ?? '' },
      })),
      pins: all.pins.map(({ id, kind, entry, state }) => ({
        ...{ id, kind, name: entry.name, state: state.kind, code: state.code ?? '' },
      })),
      markedBytes,
      files,
    }

    interface Stored {
      id: string
      filename: string
      kind: string
      entry: { name: string }
      target: { contentId: string; sizeBytes: number }
      state: { kind: string; code?: string; result?: { compared: boolean } }
    }

    async function readStores(database: string | undefined) {
      const none = { transfers: [] as Stored[], pins: [] as Stored[], chunks: [] as [string, Uint8Array][] }
      if (database === undefined) return none
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(database)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const read = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const reading = db.transaction(['transfers', 'pins', 'chunks'])
      const [transfers, pins, keys, sets] = await Promise.all([
        read<Stored[]>(reading.objectStore('transfers').getAll()),
        read<Stored[]>(reading.objectStore('pins').getAll()),
        read(reading.objectStore('chunks').getAllKeys()),
        read<Uint8Array[]>(reading.objectStore('chunks').getAll()),
      ])
      db.close()
      return {
        transfers,
        pins,
        chunks: sets.map((set, at): [string, Uint8Array] => [String(keys[at]), set]),
      }
    }

    async function walk(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
      for await (const [name, item] of folder.entries()) {
        if (item.kind === 'directory') await walk(item as FileSystemDirectoryHandle, `${path}${name}/`)
        else {
          // One that is removed in this moment, by the worker of the app, is not there.
          const hash = withHashes ? await hashOf(item as FileSystemFileHandle).catch(() => null) : ''
          if (hash !== null) files[`${path}${name}`] = hash
        }
      }
    }

    async function hashOf(handle: FileSystemFileHandle): Promise<string> {
      const bytes = await (await handle.getFile()).arrayBuffer()
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    }
  }, hashes)
}
