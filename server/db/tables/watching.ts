import type { EntryId } from '#lib/core/ids/ids.ts'
import type { ActorKind } from './column-types.ts'

/** What a person, or a guest on a device, did with a file. Goes with the entry, the account and the device. */
export interface ViewedTable {
  person_kind: ActorKind
  person_id: string
  entry_id: EntryId
  /** Null when it was taken out of the list. */
  opened_at: number | null
  position_ms: number
  duration_ms: number
  standing: 'start' | 'middle' | 'end'
  /** Null when no position was told. */
  moved_at: number | null
  /** Of the device that told it last. */
  moved_on: string | null
}

export interface FavouritesTable {
  person_kind: ActorKind
  person_id: string
  entry_id: EntryId
  added_at: number
}
