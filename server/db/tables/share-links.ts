import type { Generated } from 'kysely'
import type { AccountId, EntryId, ShareLinkId, UploadId } from '#lib/core/ids/ids.ts'
import type { SecretHash } from './column-types.ts'

/** A link for somebody without an account. What it may give is asked each time: these rows only say what was meant. */
export interface ShareLinksTable {
  id: ShareLinkId
  /** Of its token. */
  hash: SecretHash
  kind: 'file' | 'folder' | 'selection' | 'drop'
  name: string
  created_by: AccountId
  created_at: number
  expires_at: number | null
  /** Taken back: kept for a while, so that whoever comes is told. */
  revoked_at: number | null
  password_hash: string | null
  max_downloads: number | null
  /** Viewings that were counted. */
  downloads: Generated<number>
  drop_max_bytes: number | null
  drop_max_files: number | null
}

/** Not references: an entry may be purged, and its link is then one that leads nowhere. */
export interface ShareLinkEntriesTable {
  link_id: ShareLinkId
  entry_id: EntryId
  position: number
}

/** Who was counted already: until `ends_at` everything the same visitor takes is one viewing. */
export interface ShareViewingsTable {
  /** A digest of link and visitor. */
  id: string
  link_id: ShareLinkId
  begun_at: number
  ends_at: number
}

/** Room for one file of a drop box, taken before its upload is made. */
export interface ShareSlotsTable {
  id: string
  link_id: ShareLinkId
  visitor: string
  /** As the client chose it for one creation, however often it is sent. */
  transfer_id: string | null
  /** Null for the moment between taking the slot and making the upload. */
  upload_id: UploadId | null
  size_bytes: number
  made_at: number
  /** When its file was listed. */
  done_at: number | null
}
