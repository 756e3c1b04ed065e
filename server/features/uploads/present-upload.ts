import type { UploadResult } from '#lib/contracts/http/uploads.ts'
import { isUnfinished, type UploadRecord } from './upload-record.ts'

const hex = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex'))

export function presentUpload(record: UploadRecord): UploadResult {
  return {
    id: record.id,
    state: record.state,
    offsetBytes: record.offsetBytes,
    lengthBytes: record.lengthBytes,
    failureCode: record.failureCode,
    placeId: record.placeId,
    path: record.folder.join('/'),
    filename: record.filename,
    entryId: record.entryId,
    finalName: record.finalName,
    skipped: record.state === 'done' && record.finalName === null,
    sha256: hex(record.sha256),
    manifestDigest: hex(record.manifestDigest),
    createdAt: record.createdAt,
    expiresAt: isUnfinished(record) ? record.expiresAt : null,
  }
}
