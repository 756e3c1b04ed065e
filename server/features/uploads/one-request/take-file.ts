import type { Readable } from 'node:stream'
import type { Conflict } from '#lib/contracts/http/common.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { PlaceFacts } from '#lib/core/permissions/actors-and-targets.ts'
import type { ReplacedContent } from '#server/features/files/publisher.service.ts'
import { BodyControl } from '../body/body-control.ts'
import { SMALL_FILE_BYTES } from '../upload-limits.ts'
import type { Owner } from '../upload-owner.ts'
import type { UploadRecord } from '../upload-record.ts'
import type { UploadsService } from '../uploads.service.ts'

/** Who sends, and where to. */
export interface Sender {
  readonly owner: Owner
  readonly address: string
  readonly place: PlaceFacts
}

export interface IncomingFile {
  readonly folderPath: string
  readonly filename: string
  readonly filetype: string | null
  /** Null when the end of the body is the end of the file. */
  readonly lengthBytes: number | null
  readonly lastModifiedMs: number | null
  readonly sha256: Uint8Array | null
  readonly conflict: Conflict
  readonly replaces: ReplacedContent | null
}

/** A file all of whose bytes are on the disk; unless it is done, nobody sees it yet. */
export interface TakenFile {
  readonly record: UploadRecord
  readonly stored: boolean
}

/** Takes one file of a request. When that fails, nothing of it is left. */
export async function takeFile(
  uploads: UploadsService,
  sender: Sender,
  file: IncomingFile,
  source: Readable,
): Promise<TakenFile> {
  const wish = {
    ...file,
    ...sender,
    transferId: null,
    metadata: '',
    resumable: false,
    wholeFollows: file.lengthBytes !== null && file.lengthBytes <= SMALL_FILE_BYTES,
  }
  const control = new BodyControl()
  const { record, stored } = await uploads.create(wish, control)
  try {
    const input = { record, stored, source, control, checksum: null }
    const taken = await (record.lengthBytes === null ? uploads.appendWhole(input) : uploads.append(input))
    if (taken.state !== 'done' && taken.lengthBytes !== taken.offsetBytes) throw new VaultError('shutting_down')
    return { record: taken, stored }
  } catch (error) {
    await uploads.abandon(record, stored)
    throw error
  }
}

/** Lists a taken file, or leaves nothing of it. */
export async function listTaken(uploads: UploadsService, { record, stored }: TakenFile): Promise<UploadRecord> {
  if (record.state === 'done') return record
  try {
    return await uploads.finish(record, stored)
  } catch (error) {
    await uploads.abandon(record, stored)
    throw error
  }
}
