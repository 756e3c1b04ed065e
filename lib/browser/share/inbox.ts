import type { InboxIndex } from './inbox-index.ts'
import { type InboxClaim, type InboxFile, type InboxShare, isForgotten } from './inbox-share.ts'

export interface InboxOptions {
  index: InboxIndex
  /** The folder `inbox` of the origin private file system. */
  openFolder: () => Promise<FileSystemDirectoryHandle>
  /** Null where there are none: then nothing is swept that might be written just now. */
  locks: LockManager | null
  now: () => number
  createId: () => string
}

/** Held by whoever writes a share, for sweeping takes everything that no record names. */
const WRITING = 'hearth-inbox-writing'
/** Held by whoever gives files to a person's transfers: between two steps they lie in neither place for sure. */
const GIVING = 'hearth-inbox-giving'

/** A share that is being written. */
export interface InboxDraft {
  /** @param stored names it in the folder of the share */
  create(stored: string): Promise<FileSystemWritableFileStream>
}

/**
 * What was shared into this device, whoever is signed in: files in a folder of their own, and a record that names
 * them, written last. So a share is there whole or not at all.
 */
export class Inbox {
  readonly #options: InboxOptions

  constructor(options: InboxOptions) {
    this.#options = options
  }

  /**
   * Keeps what `write` writes. Null when it writes nothing; when it fails, nothing of it stays.
   * @throws whatever `write` throws, DOMException QuotaExceededError when the device is full
   */
  async keep(write: (draft: InboxDraft) => Promise<readonly InboxFile[]>): Promise<InboxShare | null> {
    const { index, openFolder, now, createId } = this.#options
    await this.sweep().catch(() => undefined)
    return this.#whileWriting(async () => {
      const id = createId()
      const inbox = await openFolder()
      try {
        const folder = await inbox.getDirectoryHandle(id, { create: true })
        const files = await write({
          create: async (stored) => (await folder.getFileHandle(stored, { create: true })).createWritable(),
        })
        const share: InboxShare = { id, atMs: now(), files, claim: null }
        if (files.length > 0) await index.put(share)
        if (!files.some(({ stored }) => stored !== null)) await removeFrom(inbox, id)
        return files.length > 0 ? share : null
      } catch (error) {
        await removeFrom(inbox, id)
        throw error
      }
    })
  }

  /** What waits for somebody, the oldest first. */
  async list(): Promise<InboxShare[]> {
    const shares = await this.#options.index.list()
    return shares
      .filter((share) => share.claim === null && !isForgotten(share, this.#options.now()))
      .sort((a, b) => a.atMs - b.atMs)
  }

  /** What a person gave to the transfers, and what may not have arrived there. */
  async listClaimed(storeName: string): Promise<InboxShare[]> {
    return (await this.#options.index.list()).filter(({ claim }) => claim?.storeName === storeName)
  }

  find(id: string): Promise<InboxShare | null> {
    return this.#options.index.find(id)
  }

  async claim(share: InboxShare, claim: InboxClaim | null): Promise<void> {
    await this.#options.index.put({ ...share, claim })
  }

  /** Nobody's files are taken away while `work` gives them to somebody. */
  whileGiving<T>(work: () => Promise<T>): Promise<T> {
    const { locks } = this.#options
    return locks === null ? work() : locks.request(GIVING, { mode: 'shared' }, work)
  }

  /** Takes away what a person was given and what their transfers have not taken over; nothing is given meanwhile. */
  async forget(storeName: string, forgetTaken: () => Promise<void>): Promise<void> {
    const { locks } = this.#options
    const work = async () => {
      for (const { id } of await this.listClaimed(storeName)) await this.remove(id)
      await forgetTaken()
    }
    await (locks === null ? work() : locks.request(GIVING, work))
  }

  /** The stored file, to be read or moved away; null when it is not there (any more). */
  async open(share: InboxShare, index: number): Promise<FileSystemFileHandle | null> {
    const file = share.files[index]
    if (file?.stored == null) return file?.handle ?? null
    try {
      const folder = await (await this.#options.openFolder()).getDirectoryHandle(share.id)
      return await folder.getFileHandle(file.stored)
    } catch {
      return null
    }
  }

  /** The record goes first: files without one are swept, a record without files would be a promise. */
  async remove(id: string): Promise<void> {
    await this.#options.index.remove(id)
    await removeFrom(await this.#options.openFolder(), id)
  }

  /** Takes away what is older than its time, and what a browser that died left half written. */
  async sweep(): Promise<void> {
    const { locks } = this.#options
    if (locks === null) return
    await locks.request(WRITING, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await this.#sweepNow()
    })
  }

  async #sweepNow(): Promise<void> {
    const { index, openFolder, now } = this.#options
    const known = new Map<string, InboxShare>()
    for (const share of await index.list()) {
      if (isForgotten(share, now())) await index.remove(share.id)
      else known.set(share.id, share)
      if (share.atMs > now()) await this.#stampAnew(share)
    }
    const inbox = await openFolder()
    for await (const item of inbox.values()) {
      const share = known.get(item.name)
      if (share === undefined) await removeFrom(inbox, item.name)
      else if (item.kind === 'directory') await sweepFolder(item, share)
    }
  }

  /** The clock was set back since it came: its time begins now, or it would lie here for longer than it may. */
  async #stampAnew(share: InboxShare): Promise<void> {
    const { index, locks, now } = this.#options
    // Not while somebody writes a claim into it.
    await locks?.request(GIVING, { ifAvailable: true }, async (lock) => {
      const kept = lock && (await index.find(share.id))
      if (kept) await index.put({ ...kept, atMs: now() })
    })
  }

  #whileWriting<T>(work: () => Promise<T>): Promise<T> {
    const { locks } = this.#options
    return locks === null ? work() : locks.request(WRITING, { mode: 'shared' }, work)
  }
}

/** A writer that was killed leaves its swap file beside the whole ones. */
async function sweepFolder(folder: FileSystemDirectoryHandle, share: InboxShare): Promise<void> {
  const named = new Set(share.files.map(({ stored }) => stored))
  for await (const { name } of folder.values()) if (!named.has(name)) await removeFrom(folder, name)
}

/** What is open elsewhere cannot be taken away now; the next sweep tries again. */
async function removeFrom(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await folder.removeEntry(name, { recursive: true }).catch(() => undefined)
}
