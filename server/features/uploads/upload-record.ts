import { join } from 'node:path'
import type { Conflict } from '#lib/contracts/http/common.ts'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { EntryId, PlaceId, UploadId } from '#lib/core/ids/ids.ts'
import type { ReplacedContent } from '#server/features/files/publisher.service.ts'
import type { Owner } from './upload-owner.ts'

export type UploadState = 'open' | 'finishing' | 'done' | 'failed' | 'cancelled' | 'expired'

/** An upload as the database knows it. `offsetBytes` is what was acknowledged: it is on the disk. */
export interface UploadRecord {
  readonly id: UploadId
  readonly owner: Owner
  readonly transferId: string | null
  readonly address: string
  /** False for an upload in one request, which nobody can continue. */
  readonly resumable: boolean
  readonly placeId: PlaceId
  readonly folder: readonly string[]
  readonly filename: string
  readonly filetype: string | null
  readonly lengthBytes: number | null
  readonly offsetBytes: number
  readonly declaredSha256: Uint8Array | null
  readonly lastModifiedMs: number | null
  readonly conflict: Conflict
  /** A save: it gives this content of this entry way to its own, or ends without a file. */
  readonly replaces: ReplacedContent | null
  readonly state: UploadState
  readonly failureCode: ErrorCode | null
  readonly partialFolder: string
  readonly reservedBytes: number
  /** Upload-Metadata as it was sent. */
  readonly metadata: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly expiresAt: number
  readonly finishedAt: number | null
  readonly entryId: EntryId | null
  /** Null also when `conflict: skip` listed nothing. */
  readonly finalName: string | null
  readonly sha256: Uint8Array | null
  readonly manifestDigest: Uint8Array | null
}

const SUFFIX = '.part'

/** Where the bytes of an upload lie until they are listed. */
export function partialPath(record: Pick<UploadRecord, 'id' | 'partialFolder'>): string {
  return join(record.partialFolder, `${record.id}${SUFFIX}`)
}

/** A publication across filesystems copies the partial first (`copyToFilesystemOf`). */
const PARTIAL = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.part(?:\.copy)?$/

/** The upload a file in a folder of partials belongs to; null for a file that is not ours. */
export function uploadOfPartial(name: string): string | null {
  return PARTIAL.exec(name)?.[1] ?? null
}

/** Open to more bytes, or to being finished. */
export function isUnfinished({ state }: Pick<UploadRecord, 'state'>): boolean {
  return state === 'open' || state === 'finishing'
}

export function hasAllBytes({ offsetBytes, lengthBytes }: Pick<UploadRecord, 'offsetBytes' | 'lengthBytes'>): boolean {
  return offsetBytes === lengthBytes
}
