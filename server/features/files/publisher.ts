import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { Owner } from '#server/http/call.ts'

/** The seam between uploads, which bring complete files, and the place that lists them. */
export interface Publisher {
  /** A folder for partials on the filesystem of the target folder (`.hearth/partials`), created if needed. */
  stagingFolder(placeId: PlaceId, folder: readonly string[]): Promise<string>
  /**
   * Puts a complete, synced file into a folder under a free name and lists it, exactly once per `publicationId`.
   * Order: intent row, link without overwriting, sync of both directories, one commit (entry, content, manifest, change
   * log, `steps`), unlink of the staged file. Asked again for a publication that is committed, it answers as it did then.
   */
  publish(input: PublishInput): Promise<PublishResult>
}

export interface PublishInput {
  readonly publicationId: string
  readonly placeId: PlaceId
  readonly folder: readonly string[]
  readonly name: string
  readonly stagedPath: string
  readonly conflict: 'keep' | 'replace' | 'skip'
  readonly owner: Owner
  readonly sizeBytes: number
  readonly mime: string | null
  readonly lastModifiedMs: number | null
  readonly sha256: Uint8Array
  readonly manifest: Uint8Array
  readonly chunkSizeBytes: number
  /** Committed in the same unit as the entry; when a guard of theirs fails, nothing is listed. */
  readonly steps: (outcome: PublishResult) => Step[]
}

export type PublishResult =
  | { readonly kind: 'listed'; readonly entryId: EntryId; readonly contentId: ContentId; readonly name: string }
  /** `conflict: skip` found the name taken. `steps` are committed all the same. */
  | { readonly kind: 'skipped'; readonly entryId: EntryId }
