import { createHash, timingSafeEqual } from 'node:crypto'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { UploadId } from '#lib/core/ids/ids.ts'
import type { Publisher, PublishResult } from '#server/features/files/publisher.service.ts'
import { PartialFile, type PartialFileDeps } from './disk/partial-file.ts'
import type { FaultPoint } from './fault-point.ts'
import { digestManifest, digestsOfOneChunk, type FileDigests } from './hashing/file-digests.ts'
import type { FileHasher } from './hashing/file-hasher.ts'
import type { UploadLimits } from './upload-limits.ts'
import { partialPath, type UploadRecord } from './upload-record.ts'
import type { UploadsRepo } from './uploads.repo.ts'

export interface FinisherDeps {
  readonly repo: UploadsRepo
  readonly publisher: Publisher
  readonly hasher: FileHasher
  readonly disk: PartialFileDeps
  readonly limits: () => UploadLimits
  readonly now: () => number
  readonly faultPoint: FaultPoint
}

/** Nobody waits for a save that meets one of these after a restart, and it would meet it again. */
const LEFT_BEHIND: ReadonlySet<ErrorCode> = new Set([
  'precondition_failed',
  'entry_gone',
  'entry_changed',
  'content_missing',
])

interface Unfinished {
  /** All of its bytes are on the disk. */
  readonly record: UploadRecord
  /** False when its row is yet to be written, together with the listing. */
  readonly stored: boolean
  /** Null when the file has to be asked. */
  readonly digests: FileDigests | null
}

/**
 * Turns complete uploads into listed files, each exactly once (D5): inside this process whoever asks joins the one
 * attempt, across crashes the publication bears the upload's id and the upload becomes done in the commit that lists.
 */
export class Finisher {
  readonly #deps: FinisherDeps
  readonly #running = new Map<UploadId, Promise<UploadRecord>>()

  constructor(deps: FinisherDeps) {
    this.#deps = deps
  }

  /** The attempt under way, if any. */
  running(id: UploadId): Promise<UploadRecord> | null {
    return this.#running.get(id) ?? null
  }

  /**
   * @returns the upload as done
   * @throws VaultError `hash_mismatch` when it is not what the client announced: then the bytes are removed and nothing
   * was listed. Any other failure leaves the upload complete, and it can be finished again.
   */
  finish(unfinished: Unfinished): Promise<UploadRecord> {
    const { id } = unfinished.record
    const running = this.#running.get(id)
    if (running !== undefined) return running
    const attempt = this.#run(unfinished).finally(() => this.#running.delete(id))
    this.#running.set(id, attempt)
    return attempt
  }

  async #run({ record, stored, digests: known }: Unfinished): Promise<UploadRecord> {
    const { faultPoint, repo, now } = this.#deps
    await faultPoint('finish:before-mark')
    const mark = stored && record.state === 'open' ? repo.markFinishing(record.id, record.offsetBytes, now()) : null
    const [digests] = await Promise.all([known ?? this.#hash(record), mark])
    await faultPoint('finish:after-mark')
    await this.#assertAnnounced(record, stored, digests)
    await faultPoint('finish:before-publish')
    const times = { now: now(), keepMs: this.#deps.limits().keepMs }
    const done = (outcome: PublishResult) => doneRecord(record, digests, outcome, times)
    const outcome = await this.#publish(record, stored, digests, done)
    await faultPoint('finish:after-publish')
    return done(outcome)
  }

  async #hash(record: UploadRecord): Promise<FileDigests> {
    if (record.offsetBytes > 0) return this.#deps.hasher.finish(record.id, partialPath(record), record.offsetBytes)
    // An empty upload may have ended before its file was made.
    const file = await PartialFile.open(this.#deps.disk, partialPath(record), 0, false)
    await file.sync().finally(() => file.close())
    return digestsOfOneChunk(0, createHash('sha256').digest())
  }

  async #publish(
    record: UploadRecord,
    stored: boolean,
    digests: FileDigests,
    done: (outcome: PublishResult) => UploadRecord,
  ): Promise<PublishResult> {
    try {
      return await this.#deps.publisher.publish({
        publicationId: record.id,
        placeId: record.placeId,
        folder: record.folder,
        name: record.filename,
        stagedPath: partialPath(record),
        conflict: record.conflict,
        replaces: record.replaces,
        owner: record.owner,
        sentFrom: record.address,
        sizeBytes: digests.sizeBytes,
        mime: record.filetype,
        lastModifiedMs: record.lastModifiedMs,
        sha256: digests.sha256,
        manifest: digests.chunkDigests,
        chunkSizeBytes: digests.chunkSizeBytes,
        steps: (outcome) => [this.#deps.repo.doneStep(done(outcome), stored)],
      })
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      // Cancelled between the last byte and the listing.
      if (error.code === 'entry_changed' && error.details.tag === 'ended') throw new VaultError('upload_gone')
      if (stored && record.replaces !== null && LEFT_BEHIND.has(error.code)) await this.#drop(record, error.code)
      else if (stored && (error.code === 'content_missing' || error.code === 'content_changed'))
        await this.#reopen(record)
      throw error
    }
  }

  /** What it was to replace is no longer there: a save is not tried again by itself. */
  async #drop(record: UploadRecord, code: ErrorCode): Promise<void> {
    await this.#deps.repo.close(record.id, 'failed', code, this.#deps.now())
    await this.#deps.disk.files.remove(partialPath(record))
  }

  /** Somebody cut or removed the partial by hand: the upload stands where its bytes end. */
  async #reopen(record: UploadRecord): Promise<never> {
    const sizeBytes = (await this.#deps.disk.files.findSize(partialPath(record))) ?? 0
    await this.#deps.repo.rewind(record.id, Math.min(sizeBytes, record.offsetBytes), this.#deps.now())
    throw new VaultError('upload_quarantined')
  }

  async #assertAnnounced(record: UploadRecord, stored: boolean, { sha256 }: FileDigests): Promise<void> {
    if (record.declaredSha256 === null || timingSafeEqual(record.declaredSha256, sha256)) return
    if (stored) await this.#deps.repo.close(record.id, 'failed', 'hash_mismatch', this.#deps.now())
    await this.#deps.disk.files.remove(partialPath(record))
    throw new VaultError('hash_mismatch', { details: { sha256: Buffer.from(sha256).toString('hex') } })
  }
}

function doneRecord(
  record: UploadRecord,
  digests: FileDigests,
  outcome: PublishResult,
  { now, keepMs }: { now: number; keepMs: number },
): UploadRecord {
  return {
    ...record,
    state: 'done',
    offsetBytes: digests.sizeBytes,
    lengthBytes: digests.sizeBytes,
    reservedBytes: 0,
    updatedAt: now,
    finishedAt: now,
    expiresAt: now + keepMs,
    entryId: outcome.entryId,
    finalName: outcome.kind === 'listed' ? outcome.name : null,
    sha256: digests.sha256,
    manifestDigest: digestManifest(digests),
  }
}
