import type { NewRow, Row } from '#server/db/schema.ts'
import type { Owner } from './upload-owner.ts'
import { isUnfinished, type UploadRecord } from './upload-record.ts'

export function toRecord(row: Row<'uploads'>): UploadRecord {
  return {
    id: row.id,
    owner: toOwner(row),
    transferId: row.transfer_id,
    address: row.address,
    resumable: row.resumable === 1,
    placeId: row.place_id,
    folder: row.folder_path === '' ? [] : row.folder_path.split('/'),
    filename: row.filename,
    filetype: row.filetype,
    lengthBytes: row.length_bytes,
    offsetBytes: row.offset_bytes,
    declaredSha256: row.declared_sha256,
    lastModifiedMs: row.last_modified_ms,
    conflict: row.conflict,
    replaces: replacedBy(row),
    state: row.state,
    failureCode: row.failure_code,
    partialFolder: row.partial_folder,
    reservedBytes: row.reserved_bytes,
    metadata: row.metadata,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
    finishedAt: row.finished_at,
    entryId: row.entry_id,
    finalName: row.final_name,
    sha256: row.sha256,
    manifestDigest: row.manifest_digest,
  }
}

export function toRow(record: UploadRecord): NewRow<'uploads'> {
  return {
    id: record.id,
    ...ownerColumns(record.owner),
    transfer_id: record.transferId,
    address: record.address,
    resumable: record.resumable ? 1 : 0,
    place_id: record.placeId,
    folder_path: record.folder.join('/'),
    filename: record.filename,
    filetype: record.filetype,
    length_bytes: record.lengthBytes,
    offset_bytes: record.offsetBytes,
    declared_sha256: record.declaredSha256,
    last_modified_ms: record.lastModifiedMs,
    conflict: record.conflict,
    replaces_entry_id: record.replaces?.entryId ?? null,
    replaces_content_id: record.replaces?.contentId ?? null,
    state: record.state,
    failure_code: record.failureCode,
    partial_folder: record.partialFolder,
    reserved_bytes: isUnfinished(record) ? record.reservedBytes : 0,
    metadata: record.metadata,
    created_at: record.createdAt,
    updated_at: record.updatedAt,
    expires_at: record.expiresAt,
    finished_at: record.finishedAt,
    entry_id: record.entryId,
    final_name: record.finalName,
    sha256: record.sha256,
    manifest_digest: record.manifestDigest,
  }
}

export function ownerColumns(owner: Owner): { owner_kind: 'account' | 'device'; owner_id: string } {
  return owner.kind === 'account'
    ? { owner_kind: 'account', owner_id: owner.accountId }
    : { owner_kind: 'device', owner_id: owner.deviceId }
}

function replacedBy(row: Row<'uploads'>): UploadRecord['replaces'] {
  const { replaces_entry_id: entryId, replaces_content_id: contentId } = row
  return entryId === null || contentId === null ? null : { entryId, contentId }
}

function toOwner(row: Row<'uploads'>): Owner {
  // The column holds what ownerColumns wrote; the kind says which brand the id carries.
  return row.owner_kind === 'account'
    ? { kind: 'account', accountId: row.owner_id as Extract<Owner, { kind: 'account' }>['accountId'] }
    : { kind: 'guest', deviceId: row.owner_id as Extract<Owner, { kind: 'guest' }>['deviceId'] }
}
