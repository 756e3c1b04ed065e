import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'

/** What an entry must be to be found. */
export interface NameFilter {
  /** Only these places: what the person may enter. */
  readonly places: readonly PlaceId[]
  /** Ranges of `type_key`, the first included, the second not; null for all. */
  readonly types: readonly (readonly [from: string, before: string])[] | null
  readonly addedFrom: number | null
  readonly addedBefore: number | null
  readonly leastBytes: number | null
  readonly mostBytes: number | null
  /** An account or a guest's device, or what came by hand; null for all. */
  readonly uploader: { readonly kind: 'person'; readonly id: string } | { readonly kind: 'disk' } | null
  /** Opened by anybody at this time or later. */
  readonly openedFrom: number | null
  /** So many times, by all together. */
  readonly leastOpened: number | null
  readonly mostOpened: number | null
  /** A folder: only what lies in it and below. */
  readonly below: EntryId | null
}

export interface FoundName {
  readonly id: EntryId
  readonly placeId: PlaceId
}

export interface FoundNames {
  readonly found: readonly FoundName[]
  /** Whether there was no time to look everywhere. */
  readonly isCutShort: boolean
}

/** Where a list by time goes on. */
export interface RecentCursor {
  readonly addedAt: number
  readonly id: string
}

/**
 * Finds entries by their names; the one seam between search and what a database offers for it (trigrams and words in
 * SQLite). Nothing that lies in the trash is found, nor what lies in a folder there. Every method rejects with
 * VaultError `unavailable` or `internal`.
 */
export interface NameSearch {
  /** The nearest names first. @param most how many at most @param signal nobody waits any more: not begun, it never is */
  find(text: string, filter: NameFilter, most: number, signal: AbortSignal): Promise<FoundNames>
  /** What a filter leaves, added last first. */
  recent(
    filter: NameFilter,
    after: RecentCursor | null,
    limit: number,
    signal: AbortSignal,
  ): Promise<FoundNames & { readonly next: RecentCursor | null }>
  /** Adds names that came before there was search, a step at a time. @returns where the next step begins; null: done */
  indexMore(after: string, limit: number): Promise<string | null>
  close(): Promise<void>
}
