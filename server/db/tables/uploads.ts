import type { Generated } from 'kysely'
import type { ErrorCode } from '#lib/core/errors/error-codes.ts'
import type { ContentId, EntryId, PlaceId, UploadId } from '#lib/core/ids/ids.ts'
import type { ActorKind, Flag } from './column-types.ts'

export interface UploadsTable {
  id: UploadId
  owner_kind: ActorKind
  owner_id: string
  /** The client's own id of the transfer; unique per owner, so that a creation sent twice makes one upload. */
  transfer_id: string | null
  /** The client's, for the limit of unfinished uploads per address. */
  address: string
  /** 0 for an upload in one request, which nobody can continue. */
  resumable: Generated<Flag>
  place_id: PlaceId
  folder_path: string
  filename: string
  filetype: string | null
  /** Null while deferred. */
  length_bytes: number | null
  /** Bytes on the disk that were acknowledged. */
  offset_bytes: Generated<number>
  /** 32 bytes. */
  declared_sha256: Uint8Array | null
  last_modified_ms: number | null
  conflict: 'keep' | 'replace' | 'skip'
  /** Both or none: the only content that may give way. */
  replaces_entry_id: EntryId | null
  replaces_content_id: ContentId | null
  state: Generated<'open' | 'finishing' | 'done' | 'failed' | 'cancelled' | 'expired'>
  failure_code: ErrorCode | null
  /** The folder that holds the partial, on the filesystem of the target. */
  partial_folder: string
  reserved_bytes: Generated<number>
  /** Upload-Metadata as it was sent. */
  metadata: string
  created_at: number
  updated_at: number
  expires_at: number
  finished_at: number | null
  entry_id: EntryId | null
  final_name: string | null
  sha256: Uint8Array | null
  manifest_digest: Uint8Array | null
}
