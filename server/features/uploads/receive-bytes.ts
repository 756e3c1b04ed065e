import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { chunkSizeFor } from '#lib/core/manifest/manifest.ts'
import type { Clock } from '#server/clock.ts'
import type { BodyControl } from './body/body-control.ts'
import { type PumpEnd, pumpBody } from './body/body-pump.ts'
import type { MemoryShare } from './body/memory-share.ts'
import type { PaceLimits } from './body/pace.ts'
import { Checkpoints } from './checkpoints.ts'
import { toDiskFailure } from './disk/disk-failure.ts'
import { PartialFile, type PartialFileDeps } from './disk/partial-file.ts'
import type { FaultPoint } from './fault-point.ts'
import { digestsOfOneChunk, type FileDigests } from './hashing/file-digests.ts'
import type { FileHasher } from './hashing/file-hasher.ts'
import type { BodyChecksum } from './tus/checksum.ts'
import { partialPath, type UploadRecord } from './upload-record.ts'

export interface ReceiveDeps {
  readonly disk: PartialFileDeps
  readonly hasher: FileHasher
  readonly memory: MemoryShare
  readonly clock: Clock
  readonly pace: PaceLimits
  readonly faultPoint: FaultPoint
  /** Makes an offset of the upload durable. */
  readonly recordOffset: (record: UploadRecord, offsetBytes: number) => Promise<void>
  /** Now and then while bytes come. @throws VaultError `disk_full` */
  readonly assertRoom: (record: UploadRecord) => Promise<void>
}

export interface ReceiveInput {
  readonly record: UploadRecord
  /** False while the upload has no row: it is written together with the listing of its file. */
  readonly stored: boolean
  readonly source: Readable
  readonly control: BodyControl
  readonly checksum: BodyChecksum | null
  /** The file may grow to this. */
  readonly maxBytes: number
  /** Before more bytes are written: reserves them where a quota counts. @throws VaultError `quota_exceeded` */
  readonly reserve: (upToBytes: number) => Promise<void>
}

export interface Received {
  readonly end: PumpEnd
  /** What is on the disk, and may be told. */
  readonly offsetBytes: number
  /** Known at once for a small file that came in one piece. */
  readonly digests: FileDigests | null
}

/** A long body is made durable on the way, so that a crash costs at most this much. */
const CHECKPOINT_BYTES = 64 << 20
/** The same for a slow one. */
const CHECKPOINT_MS = 5000

/**
 * Takes a body into the partial file of an upload, from where the upload stands. However the body ends, what came is on
 * the disk and recorded when this resolves or rejects, but for two cases: a checksum that was not confirmed takes its
 * bytes back, and a failed sync leaves the upload at the last offset that was recorded (D4).
 * @throws VaultError `disk_full`, `upload_quarantined`, `checksum_mismatch`, `quota_exceeded`, `place_offline`
 */
export async function receiveBytes(deps: ReceiveDeps, input: ReceiveInput): Promise<Received> {
  const { record, stored, checksum } = input
  const file = await PartialFile.open(deps.disk, partialPath(record), record.offsetBytes, stored)
  const checkpoints = new Checkpoints({
    file,
    record: stored ? (offsetBytes) => deps.recordOffset(record, offsetBytes) : null,
    startBytes: record.offsetBytes,
    everyBytes: CHECKPOINT_BYTES,
    everyMs: CHECKPOINT_MS,
    clock: deps.clock,
    faultPoint: deps.faultPoint,
  })
  const hash = isOneChunk(record) ? createHash('sha256') : null
  deps.memory.enter()
  try {
    const end = await pump(deps, input, file, checkpoints, hash)
    if (checksum !== null && !(end === 'complete' && checksum.matches())) {
      await file.rewind(record.offsetBytes)
      if (end === 'complete') throw new VaultError('checksum_mismatch')
    }
    const whole = file.writtenBytes === record.lengthBytes && end !== 'too_long'
    if (whole) await file.seal(record.lastModifiedMs)
    // Of a whole file, the offset is recorded together with the fact that it is being finished.
    const offsetBytes = await checkpoints.settle(!whole)
    if (hash === null) feed(deps, record, file)
    return { end, offsetBytes, digests: whole && hash !== null ? digestsOfOneChunk(offsetBytes, hash.digest()) : null }
  } catch (error) {
    if (checksum === null) await salvage(deps, record, checkpoints)
    throw toDiskFailure(error)
  } finally {
    deps.memory.leave()
    await file.close().catch(() => undefined)
  }
}

function pump(
  deps: ReceiveDeps,
  { record, source, control, checksum, maxBytes, reserve }: ReceiveInput,
  file: PartialFile,
  checkpoints: Checkpoints,
  hash: Hash | null,
): Promise<PumpEnd> {
  const inBeat = checksum === null
  return pumpBody({
    source,
    control,
    pace: deps.pace,
    clock: deps.clock,
    maxBytes: maxBytes - record.offsetBytes,
    batchBytes: () => deps.memory.batchBytes(),
    onChunk: (chunk) => {
      hash?.update(chunk)
      checksum?.update(chunk)
    },
    sink: async (buffers, totalBytes) => {
      await reserve(file.writtenBytes + totalBytes)
      await file.append(buffers, totalBytes)
      // Bytes under a checksum count only once it is confirmed, and then all at once.
      if (!inBeat) return
      if (hash === null) feed(deps, record, file)
      await checkpoints.afterWrite()
      await deps.assertRoom(record)
      await deps.hasher.keepUp(record.id)
    },
  })
}

function feed({ hasher }: ReceiveDeps, record: UploadRecord, file: PartialFile): void {
  hasher.advance(record.id, file.path, file.writtenBytes, record.lengthBytes)
}

/** A small file from its first byte: hashed right here, which costs less than telling a thread. */
function isOneChunk({ offsetBytes, lengthBytes }: UploadRecord): boolean {
  return offsetBytes === 0 && lengthBytes !== null && lengthBytes <= chunkSizeFor(lengthBytes)
}

/**
 * After a failure: keeps what can be kept. The failure that began it is the one that is told. Bytes under a checksum
 * are not kept: they stay beyond the offset, where the next body overwrites them.
 */
async function salvage(deps: ReceiveDeps, record: UploadRecord, checkpoints: Checkpoints): Promise<void> {
  try {
    await checkpoints.settle(true)
  } catch {
    // In doubt: the bytes beyond the recorded offset are cut off when the file is opened again, and so is their hash.
    deps.hasher.forget(record.id)
  }
}
