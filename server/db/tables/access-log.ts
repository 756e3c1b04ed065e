import type { EntryId, PlaceId, ShareLinkId } from '#lib/core/ids/ids.ts'
import type { ActorKind, JsonText } from './column-types.ts'

/** Somebody was given a file, brought, deleted or shared one. */
export interface AccessLinesTable {
  id: string
  /** When it began. */
  at: number
  /** When its last byte left. */
  ended_at: number
  kind: 'view' | 'stream' | 'download' | 'upload' | 'delete' | 'share'
  /** Of a delete: "trash", or "purge" for good. Of a download: "zip" for an archive. */
  detail: string
  /** `link`: a visitor of a share link. `former`: an account that was deleted since. */
  actor_kind: ActorKind | 'link' | 'former'
  actor_id: string | null
  link_id: ShareLinkId | null
  place_id: PlaceId
  entry_id: EntryId | null
  /** As it was called then. */
  name: string
  size_bytes: number
  /** Everything that left or came, also twice. */
  bytes: number
  /** `[from, before][]`: what of the file has left. */
  spans: JsonText
  address: string | null
  agent: string
}

/** How a file is used, by nobody's name. A file without a row never was. */
export interface EntryUsesTable {
  entry_id: EntryId
  /** Viewings and streams. */
  opened: number
  downloads: number
  last_opened_at: number | null
}

/** What a place was used on a day, kept when its lines are gone. */
export interface AccessDaysTable {
  /** YYYY-MM-DD in UTC. */
  day: string
  place_id: PlaceId
  views: number
  streams: number
  downloads: number
  uploads: number
  deletes: number
  shares: number
  sent_bytes: number
  received_bytes: number
}

/** One sitting in front of a player. */
export interface PlaySessionsTable {
  actor_kind: ActorKind
  actor_id: string
  entry_id: EntryId
  /** Made up by the player. */
  id: string
  place_id: PlaceId
  began_at: number
  ended_at: number
  duration_ms: number | null
  /** Everything that was played, also twice. */
  played_ms: number
  /** `[from, before][]` in milliseconds of the film. */
  spans: JsonText
}

/** What one person has played of one file, over all sittings. */
export interface PlayedTable {
  actor_kind: ActorKind
  actor_id: string
  entry_id: EntryId
  duration_ms: number | null
  played_ms: number
  spans: JsonText
  last_at: number
}

export interface AccessBatchTable {
  n: 1
  id: string
}
