import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, readdir, rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '#server/data-folder/write-file-atomic.ts'
import { backupPaths, objectPath } from './backup-format.ts'
import { type Copied, type CopyOptions, copyHashed } from './copy-hashed.ts'
import { onBackupDisk, orNull } from './disk-failure.ts'

/**
 * Contents by their SHA-256: what is there is never written again. What must hold: an object has its name only once all
 * of its bytes are on the disk and were hashed on the way.
 */
export class ObjectStore {
  readonly #folder: string
  readonly #known: Set<string>
  readonly #touched = new Set<string>()

  private constructor(folder: string, known: Set<string>) {
    this.#folder = folder
    this.#known = known
  }

  static async open(folder: string): Promise<ObjectStore> {
    return new ObjectStore(folder, new Set(await onBackupDisk(() => listObjects(folder))))
  }

  has(sha256: string): boolean {
    return this.#known.has(sha256)
  }

  /**
   * Takes over a content. With `expected`, other bytes are not kept.
   * @returns what was read
   */
  async put(from: FileHandle, expected: string | null, options: CopyOptions): Promise<Copied> {
    const partial = join(backupPaths(this.#folder).partial, randomBytes(12).toString('hex'))
    const copied = await onBackupDisk(() => copyHashed(from, partial, options))
    await onBackupDisk(async () => {
      const isWanted = expected === null || copied.sha256 === expected
      if (!isWanted || this.#known.has(copied.sha256)) return unlink(partial)
      const path = objectPath(this.#folder, copied.sha256)
      const prefix = copied.sha256.slice(0, 2)
      if (!this.#touched.has(prefix)) await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
      await rename(partial, path)
      this.#touched.add(prefix)
      this.#known.add(copied.sha256)
    })
    return copied
  }

  /** Makes the names of new objects durable: before a snapshot that names them appears. */
  async sync(): Promise<void> {
    const { objects } = backupPaths(this.#folder)
    await onBackupDisk(async () => {
      for (const prefix of this.#touched) await syncFolder(join(objects, prefix))
      await syncFolder(objects)
    })
    this.#touched.clear()
  }

  /** Removes what is not in `wanted`. @returns how many went */
  async keepOnly(wanted: ReadonlySet<string>, signal: AbortSignal): Promise<number> {
    let removed = 0
    for (const hash of this.#known) {
      if (wanted.has(hash)) continue
      signal.throwIfAborted()
      await onBackupDisk(() => unlink(objectPath(this.#folder, hash)))
      this.#known.delete(hash)
      removed++
    }
    return removed
  }
}

/** What an interrupted run left. */
export async function removePartials(folder: string): Promise<void> {
  const { partial } = backupPaths(folder)
  for (const name of (await orNull(readdir(partial))) ?? []) await rm(join(partial, name), { force: true })
}

/** The hashes of all objects that are there. */
export async function listObjects(folder: string): Promise<string[]> {
  const { objects } = backupPaths(folder)
  const hashes: string[] = []
  for (const prefix of (await orNull(readdir(objects))) ?? []) {
    if (!/^[0-9a-f]{2}$/.test(prefix)) continue
    const names = await readdir(join(objects, prefix))
    for (const name of names) if (/^[0-9a-f]{64}$/.test(name)) hashes.push(name)
  }
  return hashes
}
