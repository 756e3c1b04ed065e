import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { FileFacts } from '../disk/file-facts.ts'
import type { Owner } from './owner.ts'

/** What the vault knows of an entry, as it is used inside the feature. */
export interface EntryFacts {
  id: EntryId
  placeId: PlaceId
  parentId: EntryId | null
  kind: 'file' | 'folder'
  name: string
  /** From the root of the place, its own name last. */
  path: readonly string[]
  /** Also `trashed` or `missing` when a folder above it is. */
  state: 'live' | 'missing' | 'trashed'
  owner: Owner | null
  sizeBytes: number
  mtimeMs: number
  mime: string | null
  addedAt: number
  /** Of a file. */
  content: ContentFacts | null
}

export interface ContentFacts {
  id: ContentId
  facts: FileFacts
  /** Null until it is hashed. */
  sha256: Uint8Array | null
}
