import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Who } from './who.ts'

/** A file as it is when somebody does something with it. */
export interface NotedFile {
  readonly placeId: PlaceId
  /** Null for an archive of several. */
  readonly entryId: EntryId | null
  readonly name: string
  readonly sizeBytes: number
}

/** What happens at once, and has no ranges. */
export interface Noted {
  /** Of an upload its own, so that one that is listed again is written once. */
  readonly id?: string
  readonly kind: 'view' | 'download' | 'upload' | 'delete' | 'share'
  readonly detail?: '' | 'trash' | 'purge' | 'zip'
  readonly who: Who
  readonly file: NotedFile
  readonly bytes: number
}

/** What a player says that it has played; milliseconds of the film. */
export interface PlayedReport {
  readonly who: { readonly kind: 'account' | 'device'; readonly id: string }
  readonly entryId: EntryId
  readonly placeId: PlaceId
  readonly session: string
  readonly spans: readonly (readonly [from: number, before: number])[]
  readonly durationMs: number | null
}
