import type { DeviceId, PlaceId } from '#lib/core/ids/ids.ts'
import type { ActorKind, JsonText } from './column-types.ts'

/** Where the conversation of a room stands: every change of it takes the next number. */
export interface ChatLogsTable {
  place_id: PlaceId
  rev: number
}

export interface ChatMessagesTable {
  id: string
  place_id: PlaceId
  /** The number of the change that brought it. */
  seq: number
  /** The number of the change that touched it last. */
  rev: number
  kind: 'text' | 'joined' | 'unlocked' | 'uploaded'
  author_kind: ActorKind
  author_id: string
  /** At that time. */
  author_name: string
  /** Chosen by whoever sent it, unique per author: sent twice it is still one message. */
  client_id: string | null
  /** Empty once it is deleted. */
  text: string
  /** `[{ id, name }]`, the first ones. */
  entries: JsonText
  entry_count: number
  /** Of uploads: where they went. */
  folder: string
  at: number
  changed_at: number
  deleted_at: number | null
}

/** Up to where somebody has read. */
export interface ChatReadsTable {
  place_id: PlaceId
  reader_kind: ActorKind
  reader_id: string
  seq: number
  read_at: number
}

/** The name that a guest picked on a device. */
export interface ChatNamesTable {
  device_id: DeviceId
  name: string
  seen_at: number
}
