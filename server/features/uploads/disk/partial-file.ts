import { constants } from 'node:fs'
import { dirname } from 'node:path'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { SyncFolder } from './directory-syncer.ts'
import { toDiskFailure } from './disk-failure.ts'
import type { FileOps, OpenFile } from './file-ops.ts'

export interface PartialFileDeps {
  readonly files: FileOps
  readonly syncFolder: SyncFolder
  /** Mode of new files before the umask: a partial becomes the listed file. */
  readonly fileMode: number
}

/** Beyond this, filesystems differ in what they hold. */
const LATEST_MS = Date.UTC(2200, 0)

/**
 * The growing file of one upload. What must hold: one writer at a time; after a failed write or sync it is only good
 * for `close`, since the kernel may have dropped what it could not write; `sync` never promises more than was written
 * before it began.
 */
export class PartialFile {
  readonly path: string
  readonly #file: OpenFile
  readonly #syncFolder: (() => Promise<void>) | null
  #writtenBytes: number
  #named: boolean
  #sealed = false

  private constructor(path: string, file: OpenFile, offsetBytes: number, syncFolder: (() => Promise<void>) | null) {
    this.path = path
    this.#file = file
    this.#writtenBytes = offsetBytes
    this.#syncFolder = syncFolder
    this.#named = syncFolder === null
  }

  /**
   * Opens the partial where the upload stands. Bytes beyond the offset were never acknowledged and are cut off.
   * @param nameMatters whether the name must survive a power cut before the next acknowledgement
   * @throws VaultError `upload_quarantined` when bytes below the offset are missing; what the disk says
   */
  static async open(
    deps: PartialFileDeps,
    path: string,
    offsetBytes: number,
    nameMatters: boolean,
  ): Promise<PartialFile> {
    // Not defined on Windows, where links need privileges.
    const noFollow = constants.O_NOFOLLOW ?? 0
    const fresh = offsetBytes === 0 ? constants.O_CREAT | constants.O_TRUNC : 0
    try {
      const file = await deps.files.open(path, constants.O_WRONLY | noFollow | fresh, deps.fileMode)
      const syncFolder = fresh !== 0 && nameMatters ? () => deps.syncFolder(dirname(path)) : null
      if (offsetBytes > 0) await cutToOffset(file, offsetBytes)
      return new PartialFile(path, file, offsetBytes, syncFolder)
    } catch (error) {
      throw toDiskFailure(error)
    }
  }

  /** Bytes handed to the disk, from the start of the file. */
  get writtenBytes(): number {
    return this.#writtenBytes
  }

  /** Appends; resolves once the kernel has everything. */
  async append(buffers: readonly Uint8Array[], totalBytes: number): Promise<void> {
    let rest = buffers
    let restBytes = totalBytes
    while (restBytes > 0) {
      const wrote = await this.#file.write(rest, this.#writtenBytes)
      this.#writtenBytes += wrote
      restBytes -= wrote
      if (restBytes === 0) return
      // A short write is how a full disk begins; the next attempt names the reason.
      if (wrote === 0) throw Object.assign(new Error('the disk took no more bytes'), { code: 'ENOSPC' })
      rest = withoutFirst(rest, wrote)
    }
  }

  /** The file is whole: it gets the time it had at its sender, and keeps it. */
  async seal(lastModifiedMs: number | null): Promise<void> {
    this.#sealed = true
    if (lastModifiedMs === null || lastModifiedMs < 0 || lastModifiedMs > LATEST_MS) return
    // A filesystem that keeps no times is no reason to lose a file.
    await this.#file.setModified(lastModifiedMs).catch(() => undefined)
  }

  /** @returns the offset below which everything, and the file's name, is on the disk */
  async sync(): Promise<number> {
    const upTo = this.#writtenBytes
    const name = this.#named || this.#syncFolder === null ? null : this.#syncFolder()
    await Promise.all([this.#sealed ? this.#file.sync() : this.#file.dataSync(), name])
    this.#named = true
    return upTo
  }

  /** Takes back bytes that were not acknowledged, such as those of a wrong checksum. */
  async rewind(offsetBytes: number): Promise<void> {
    await this.#file.truncate(offsetBytes)
    this.#writtenBytes = offsetBytes
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

async function cutToOffset(file: OpenFile, offsetBytes: number): Promise<void> {
  try {
    const sizeBytes = await file.size()
    if (sizeBytes < offsetBytes) {
      throw new VaultError('upload_quarantined', {
        cause: new Error(`partial has ${sizeBytes} of ${offsetBytes} bytes`),
      })
    }
    if (sizeBytes > offsetBytes) await file.truncate(offsetBytes)
  } catch (error) {
    await file.close()
    throw error
  }
}

function withoutFirst(buffers: readonly Uint8Array[], countBytes: number): Uint8Array[] {
  let skip = countBytes
  const rest: Uint8Array[] = []
  for (const buffer of buffers) {
    if (skip >= buffer.byteLength) skip -= buffer.byteLength
    else {
      rest.push(skip === 0 ? buffer : buffer.subarray(skip))
      skip = 0
    }
  }
  return rest
}
