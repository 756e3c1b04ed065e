import type { ContentId, PlaceId } from '#lib/core/ids/ids.ts'
import type { FileFacts } from '../disk/file-facts.ts'

/** What the bytes are to people. */
export type StoredPart = 'files' | 'trash' | 'versions'

/** Where bytes lie, by the database. */
export interface StoredSpot {
  part: StoredPart
  placeId: PlaceId
  /** Of the place, one name below `<data>/rooms`. */
  room: string
  /** From the folder of the place. */
  segments: readonly string[]
}

/** A content that the vault keeps, listed, trashed or as an older version. */
export interface StoredFile extends StoredSpot {
  contentId: ContentId
  facts: FileFacts
  /** Null while it was not hashed yet. */
  sha256: Uint8Array | null
}
