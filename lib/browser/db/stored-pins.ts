import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PinRecord } from '#lib/core/pins/pin-record.ts'

/** With the entry as the vault told it last, so that it can be shown without the vault. */
export type StoredPin = PinRecord<EntryView>

export interface StoredContent {
  readonly contentId: string
  /** As the vault sent it. */
  readonly manifest: Uint8Array
  /** Of the vault's answers for its bytes, without lengths and ranges: the worker answers with the same. */
  readonly headers: Readonly<Record<string, string>>
}

/** How far the change log of a place was read. */
export interface StoredPlace {
  readonly placeId: string
  readonly seq: number
}
