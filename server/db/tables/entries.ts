import type { Generated, GeneratedAlways } from 'kysely'
import type { ContentId, EntryId, JobId, PlaceId } from '#lib/core/ids/ids.ts'
import type { ActorKind, BigText, Flag, JsonText } from './column-types.ts'

/**
 * One row per file or folder. Lists are keysets over (parent_key, listed, kind, <sort column>, id): read folders and
 * files apart (or by UNION ALL), so that both directions of a sort keep folders first and use one index.
 */
export interface EntriesTable {
  id: EntryId
  place_id: PlaceId
  /** Null at the root of the place. */
  parent_id: EntryId | null
  /** `parent_id`, or `place_id` at the root: never null, so that names stay unique there too. */
  parent_key: GeneratedAlways<string>
  kind: 'file' | 'folder'
  name: string
  /** Folded for comparison; unique among the live entries of one folder. */
  name_key: string
  /** Sorts as people expect when compared by bytes. */
  sort_name: string
  type_key: string
  /** 0 for a folder. */
  size_bytes: Generated<number>
  mtime_ms: number
  /** Null for a folder. */
  content_id: ContentId | null
  mime: string | null
  uploader_kind: ActorKind | null
  uploader_id: string | null
  added_at: number
  changed_at: number
  state: Generated<'live' | 'trashed' | 'missing'>
  /** 0 when trashed. */
  listed: GeneratedAlways<Flag>
  missing_since: number | null
  /** Of a folder, as it was seen on the disk: how a folder moved by hand is known again. Null for a file. */
  device: BigText | null
  inode: BigText | null
}

/** One observed content of a file; immutable but for the hash, which may come later. Insert it before its entry. */
export interface ContentsTable {
  id: ContentId
  place_id: PlaceId
  /** Not a reference: a content outlives the trashing and purging of its entry until it is swept. */
  entry_id: EntryId | null
  device: BigText
  inode: BigText
  size_bytes: number
  mtime_ns: BigText
  /** 32 bytes; null until hashed. */
  sha256: Uint8Array | null
  hashed_at: number | null
  created_at: number
  /** 1 while nobody asked for the hash: of what lies on a drive. */
  hash_later: Generated<Flag>
  chunk_size_bytes: number | null
  /** Whose quota holds these bytes, also as a version or in the trash; null for what came by hand. */
  owner_kind: ActorKind | null
  owner_id: string | null
  /** What was published, exactly once; null for what came by hand. */
  publication_id: string | null
  /** The SHA-256 of every chunk, one after the other; up to 2 MiB: select it only when it is needed. */
  manifest: Uint8Array | null
}

export interface VersionsTable {
  id: string
  entry_id: EntryId
  content_id: ContentId
  /** Where its bytes lie, also after the entry was moved to another place. */
  place_id: PlaceId
  /** Relative to the root of the place. */
  stored_name: string
  size_bytes: number
  made_at: number
  made_by_kind: ActorKind
  made_by_id: string | null
}

/** One row per act of trashing: the topmost entry of what was trashed together. */
export interface TrashTable {
  id: string
  entry_id: EntryId
  place_id: PlaceId
  original_parent_id: EntryId | null
  original_path: string
  name: string
  /** Relative to the root of the place. */
  stored_name: string
  /** Of everything that was trashed together. */
  size_bytes: number
  /** Entries below the trashed one. */
  descendant_count: number
  trashed_at: number
  trashed_by_kind: ActorKind
  trashed_by_id: string | null
  /** The bulk job that trashed it: what its Undo restores. */
  job_id: JobId | null
}

/** What a list shows as its total; kept by triggers. A folder without a row is empty. */
export interface FolderTotalsTable {
  /** An entry id, or a place id for the root. */
  parent_key: string
  entry_count: number
  size_bytes: number
}

/**
 * Listed entries of a place. Triggers see single rows: who trashes or restores a folder adds or subtracts what is below
 * it in the same unit.
 */
export interface PlaceTotalsTable {
  place_id: PlaceId
  entry_count: number
  size_bytes: number
}

/** Bytes of contents by owner and place, versions and trash included; kept by triggers. By hand: `system` and ''. */
export interface UsageTotalsTable {
  owner_kind: ActorKind
  owner_id: string
  place_id: PlaceId
  size_bytes: number
}

/** What is about to be done in a folder, written before, removed in the commit that records it. */
export interface FsIntentsTable {
  id: string
  kind: string
  place_id: PlaceId
  payload: JsonText
  created_at: number
}

/** The change log. `seq` only grows and is never used twice; a lower one never appears after a higher one was seen. */
export interface ChangesTable {
  seq: GeneratedAlways<number>
  place_id: PlaceId
  entry_id: EntryId | null
  parent_id: EntryId | null
  kind: 'added' | 'changed' | 'removed' | 'place'
  at: number
}
