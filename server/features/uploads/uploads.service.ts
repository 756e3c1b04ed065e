import type { Readable } from 'node:stream'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceId, UploadId } from '#lib/core/ids/ids.ts'
import type { BodyControl } from './body/body-control.ts'
import type { PumpEnd } from './body/body-pump.ts'
import type { CreatedUpload, UploadCreator, UploadWish } from './create-upload.ts'
import type { Finisher } from './finish-upload.ts'
import { type ReceiveDeps, type Received, receiveBytes } from './receive-bytes.ts'
import { Reservation } from './reservation.ts'
import type { BodyChecksum } from './tus/checksum.ts'
import type { UploadKeeper } from './upload-keeper.ts'
import type { UploadLimits } from './upload-limits.ts'
import type { Release, UploadLocks } from './upload-locks.ts'
import type { Owner } from './upload-owner.ts'
import { hasAllBytes, isUnfinished, type UploadRecord } from './upload-record.ts'
import type { UploadsRepo } from './uploads.repo.ts'

export interface UploadsServiceDeps {
  readonly repo: UploadsRepo
  readonly locks: UploadLocks
  readonly creator: UploadCreator
  readonly finisher: Finisher
  readonly keeper: UploadKeeper
  readonly receive: ReceiveDeps
  readonly limits: () => UploadLimits
}

export interface AppendInput {
  readonly record: UploadRecord
  readonly stored: boolean
  readonly source: Readable
  readonly control: BodyControl
  readonly checksum: BodyChecksum | null
}

/** HEAD waits this long for a file that is just being finished. */
const FINISH_WAIT_MS = 20_000

/** Bytes on their way into the vault, by whichever door. */
export class UploadsService {
  readonly #deps: UploadsServiceDeps
  readonly #bodies = new Map<BodyControl, Promise<unknown>>()
  #draining = false

  constructor(deps: UploadsServiceDeps) {
    this.#deps = deps
  }

  /** For rules: whose upload it is, and of which place. One that comes in one request has no address. */
  async findUpload(id: string): Promise<{ placeId: PlaceId; uploadId: UploadId; owner: Owner } | null> {
    const record = await this.#deps.repo.find(id)
    return record === null || !record.resumable
      ? null
      : { placeId: record.placeId, uploadId: record.id, owner: record.owner }
  }

  /** @throws VaultError `upload_not_found`, `upload_gone` */
  async get(id: string): Promise<UploadRecord> {
    const record = await this.#deps.repo.find(id)
    if (record === null) throw new VaultError('upload_not_found')
    if (!isUnfinished(record) && record.state !== 'done') throw new VaultError('upload_gone')
    return record
  }

  /** As `get`, also when it is gone, for its owner to learn why. */
  async getWhatBecame(id: string): Promise<UploadRecord> {
    const record = await this.#deps.repo.find(id)
    if (record === null) throw new VaultError('upload_not_found')
    return record
  }

  /** For an upload into a folder that is known by its id: it goes where that folder is by now. @throws `upload_gone` */
  async follow(id: UploadId, to: { placeId: PlaceId; folder: readonly string[] }): Promise<void> {
    const record = await this.get(id)
    if (!isUnfinished(record)) return
    if (record.placeId !== to.placeId) throw new VaultError('upload_gone')
    if (record.folder.join('/') !== to.folder.join('/')) await this.#deps.repo.follow(id, to.folder)
  }

  listUnfinished(owner: Owner): Promise<UploadRecord[]> {
    return this.#deps.repo.listUnfinished(owner)
  }

  async create(wish: UploadWish, control: BodyControl): Promise<CreatedUpload> {
    this.#refuseWhenDraining()
    return this.#deps.creator.create(wish, () => control.want())
  }

  /** The limits of uploads, for bytes that come by another way. @throws VaultError `quota_exceeded`, `disk_full` */
  assertRoom(more: Parameters<UploadCreator['assertRoom']>[0]): Promise<void> {
    return this.#deps.creator.assertRoom(more)
  }

  /**
   * One writer per upload. While there is one, only somebody who knows where the upload stands may wait for its place.
   * @throws VaultError `upload_locked`, `upload_offset_mismatch`, `upload_not_found`, `upload_gone`
   */
  async lock(id: UploadId, offsetBytes: number, control: BodyControl): Promise<Release> {
    if (this.#deps.locks.isHeld(id) && (await this.get(id)).offsetBytes !== offsetBytes) {
      throw new VaultError('upload_offset_mismatch')
    }
    return this.#deps.locks.acquire(id, () => control.want())
  }

  /** A deferred length is told. The caller holds the lock. @throws VaultError 400, 413 */
  async declareLength(record: UploadRecord, lengthBytes: number): Promise<UploadRecord> {
    if (record.lengthBytes === lengthBytes) return record
    if (record.lengthBytes !== null || lengthBytes < record.offsetBytes) {
      throw new VaultError('upload_length_invalid', { details: { reason: 'told before, or below the offset' } })
    }
    this.#assertSize(lengthBytes)
    return new Reservation(this.#deps, record).settle(lengthBytes)
  }

  /**
   * Takes bytes at the offset of the upload and, with the last of them, lists the file. The caller holds the lock.
   * @returns the upload as it stands: every byte below its offset is on the disk
   * @throws VaultError `upload_stalled`, `upload_locked` (somebody else took over), `upload_too_long`, `disk_full`,
   * `upload_quarantined`, `checksum_mismatch`, `hash_mismatch`, `quota_exceeded` and what publishing may say
   */
  async append(input: AppendInput): Promise<UploadRecord> {
    this.#refuseWhenDraining()
    const { record } = input
    if (record.state === 'done') return record
    if (hasAllBytes(record) && record.offsetBytes > 0) {
      return this.#deps.finisher.finish({ record, stored: input.stored, digests: null })
    }
    return this.#whileBody(input.control, () => this.#append(input))
  }

  /** Like `append` for a body whose length nobody announced: its end is the end of the file. */
  async appendWhole(input: AppendInput): Promise<UploadRecord> {
    this.#refuseWhenDraining()
    return this.#whileBody(input.control, () => this.#takeWhole(input))
  }

  /** Lists a file all of whose bytes were taken by `appendWhole`. */
  finish(record: UploadRecord, stored: boolean): Promise<UploadRecord> {
    return this.#deps.finisher.finish({ record, stored, digests: null })
  }

  /**
   * For HEAD: an upload that has all its bytes is told only once its file is listed, or clients would take it for done.
   */
  async settled(record: UploadRecord): Promise<UploadRecord> {
    if (!isUnfinished(record) || !hasAllBytes(record)) return record
    const finishing = this.#deps.finisher.running(record.id) ?? this.#deps.keeper.resumeFinish(record.id)
    return within(finishing, FINISH_WAIT_MS)
  }

  /** @throws VaultError `upload_finished` when its file is listed, `upload_gone` */
  cancel(record: UploadRecord): Promise<void> {
    return this.#deps.keeper.cancel(record)
  }

  /** Without a trace: an upload in one request whose sender went away. */
  abandon(record: UploadRecord, stored: boolean): Promise<void> {
    return this.#deps.keeper.abandon(record, stored)
  }

  /** Whether bytes are on their way right now. */
  isBusy(): boolean {
    return this.#bodies.size > 0
  }

  /** Ends all bodies: what came is made durable and acknowledged. Resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    this.#draining = true
    for (const control of this.#bodies.keys()) control.stop()
    await Promise.allSettled(this.#bodies.values())
  }

  async #append(input: AppendInput): Promise<UploadRecord> {
    const { record, stored } = input
    const received = await this.#receive(input, record.lengthBytes)
    const reached = { ...record, offsetBytes: received.offsetBytes }
    if (hasAllBytes(reached) && received.end !== 'too_long') {
      return this.#deps.finisher.finish({ record: reached, stored, digests: received.digests })
    }
    if (!stored) await this.abandon(record, false)
    // Without a row there is nothing to go on from, so nothing may be acknowledged.
    refuseEarlyEnd(received.end, stored)
    return reached
  }

  async #takeWhole(input: AppendInput): Promise<UploadRecord> {
    const { record } = input
    const received = await this.#receive(input, null)
    refuseEarlyEnd(received.end, false)
    return new Reservation(this.#deps, { ...record, offsetBytes: received.offsetBytes }).settle(received.offsetBytes)
  }

  async #receive(input: AppendInput, lengthBytes: number | null): Promise<Received> {
    const { record, stored } = input
    const { receive, limits } = this.#deps
    const reservation = new Reservation(this.#deps, record)
    const maxBytes = lengthBytes ?? limits().maxFileBytes ?? Number.MAX_SAFE_INTEGER
    try {
      const received = await receiveBytes(receive, {
        ...input,
        maxBytes,
        reserve: (upToBytes) => reservation.cover(upToBytes),
      })
      if (received.end === 'too_long' && lengthBytes === null) {
        throw new VaultError('file_too_large', { details: { maxBytes } })
      }
      return received
    } catch (error) {
      if (!stored) await this.abandon(record, false)
      else if (error instanceof VaultError && error.code === 'upload_quarantined')
        await this.#deps.keeper.inspect(record)
      throw error
    }
  }

  async #whileBody<T>(control: BodyControl, take: () => Promise<T>): Promise<T> {
    const body = take()
    this.#bodies.set(control, body)
    try {
      return await body
    } finally {
      this.#bodies.delete(control)
    }
  }

  #assertSize(lengthBytes: number): void {
    const { maxFileBytes } = this.#deps.limits()
    if (maxFileBytes !== null && lengthBytes > maxFileBytes) {
      throw new VaultError('file_too_large', { details: { maxBytes: maxFileBytes } })
    }
  }

  #refuseWhenDraining(): void {
    if (this.#draining) throw new VaultError('shutting_down', { details: { retryAfterSeconds: 5 } })
  }
}

/** A body that the vault ended by stopping is acknowledged, if it can go on; the rest has a reason to be told. */
function refuseEarlyEnd(end: PumpEnd, resumable: boolean): void {
  if (end === 'stalled') throw new VaultError('upload_stalled')
  if (end === 'too_long') throw new VaultError('upload_too_long')
  if (end === 'disconnected') throw new VaultError('upload_stalled', { details: { reason: 'disconnected' } })
  if (end === 'yielded') throw new VaultError('upload_locked')
  if (end === 'stopped' && !resumable) throw new VaultError('shutting_down')
}

async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const tooLate = () => reject(new VaultError('unavailable', { details: { retryAfterSeconds: 5 } }))
    timer = setTimeout(tooLate, timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
