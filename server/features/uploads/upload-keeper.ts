import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { UploadId } from '#lib/core/ids/ids.ts'
import type { FileOps } from './disk/file-ops.ts'
import type { FaultPoint } from './fault-point.ts'
import type { Finisher } from './finish-upload.ts'
import type { FileHasher } from './hashing/file-hasher.ts'
import type { UploadLocks } from './upload-locks.ts'
import { hasAllBytes, isUnfinished, partialPath, type UploadRecord } from './upload-record.ts'
import type { UploadsRepo } from './uploads.repo.ts'

export interface KeeperDeps {
  readonly repo: UploadsRepo
  readonly locks: UploadLocks
  readonly finisher: Finisher
  readonly hasher: FileHasher
  readonly files: Pick<FileOps, 'remove' | 'findSize' | 'findDevice'>
  readonly now: () => number
  readonly faultPoint: FaultPoint
}

/** Ends uploads and keeps their records true to the disk. Always the row first, then the bytes (D6). */
export class UploadKeeper {
  readonly #deps: KeeperDeps

  constructor(deps: KeeperDeps) {
    this.#deps = deps
  }

  async cancel({ id }: UploadRecord): Promise<void> {
    const release = await this.#deps.locks.acquire(id, () => undefined)
    try {
      // What was read before the lock may have been finished meanwhile.
      const record = await this.#deps.repo.find(id)
      if (record?.state === 'done') throw new VaultError('upload_finished')
      if (record === null || !isUnfinished(record)) throw new VaultError('upload_gone')
      await this.#end(record, 'cancelled')
    } finally {
      release()
    }
  }

  /** @returns false when somebody is sending or the upload ended by itself */
  async expire(record: UploadRecord): Promise<boolean> {
    if (this.#deps.locks.isHeld(record.id)) return false
    const release = await this.#deps.locks.acquire(record.id, () => undefined)
    try {
      return await this.#end(record, 'expired')
    } finally {
      release()
    }
  }

  async abandon(record: UploadRecord, stored: boolean): Promise<void> {
    if (stored) await this.#end(record, 'cancelled')
    else await this.#deps.files.remove(partialPath(record))
  }

  /** Finishes an upload that has all its bytes. The one who asks and a writer that is about to finish never meet. */
  async resumeFinish(id: UploadId): Promise<UploadRecord> {
    const release = await this.#deps.locks.acquire(id, () => undefined)
    try {
      const record = await this.#deps.repo.find(id)
      if (record?.state === 'done') return record
      if (record === null || !isUnfinished(record)) throw new VaultError('upload_gone')
      if (!hasAllBytes(record)) return record
      return await this.#deps.finisher.finish({ record, stored: true, digests: null })
    } finally {
      release()
    }
  }

  /**
   * Sets a record back when its file has fewer bytes: `offset = min(bytes on disk, recorded)` (D3).
   * @returns the record as it stands, or null while its folder is not there (a drive that is unplugged)
   */
  async inspect(record: UploadRecord): Promise<UploadRecord | null> {
    const { files, repo, now } = this.#deps
    const sizeBytes = await files.findSize(partialPath(record))
    if (sizeBytes === null && (await files.findDevice(record.partialFolder)) === null) return null
    const offsetBytes = Math.min(sizeBytes ?? 0, record.offsetBytes)
    if (offsetBytes === record.offsetBytes) return record
    this.#deps.hasher.forget(record.id)
    await repo.rewind(record.id, offsetBytes, now())
    return { ...record, offsetBytes, state: 'open' }
  }

  async #end(record: UploadRecord, state: 'cancelled' | 'expired'): Promise<boolean> {
    const ended = await this.#deps.repo.close(record.id, state, null, this.#deps.now())
    if (!ended) return false
    await this.#deps.faultPoint('cancel:after-row')
    this.#deps.hasher.forget(record.id)
    await this.#deps.files.remove(partialPath(record))
    return true
  }
}
