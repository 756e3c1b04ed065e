import type { ContentId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Step } from '#server/db/unit-of-work.ts'
import type { Owner } from './entries/owner.ts'

/** Turns a complete file that nobody sees yet into a listed entry. Every door that brings bytes in ends here. */
export interface Publisher {
  /**
   * The absolute path of the folder in which a file for `folder` must be staged: `.hearth/partials` on the filesystem
   * of the target folder, or of its nearest ancestor that exists. Created when it is not there.
   * @throws VaultError `place_offline`, `disk_full`
   */
  stagingFolder(placeId: PlaceId, folder: readonly string[]): Promise<string>
  /**
   * Lists the staged file: exactly once per publicationId, also when two call at once, and across crashes. A
   * publication that was done answers with its outcome again. The data of the staged file must be on the disk
   * (fdatasync) before. On success the staged file is gone; on failure it is untouched and nothing was listed, so the
   * call can be repeated.
   * @throws VaultError `invalid_name`, `invalid_path`, `place_offline`, `disk_full`, `content_missing` (no staged
   * file), `content_changed` (the staged file has another size), `entry_changed` with `details.tag` (a guard of `steps`
   * failed); with `replaces` also `precondition_failed`, `entry_gone`, and `entry_changed` when the entry lies
   * elsewhere by now
   */
  publish(input: PublishInput): Promise<PublishResult>
}

export interface PublishInput {
  /** Chosen by the caller, the same for every attempt: an upload's id, for example. */
  publicationId: string
  placeId: PlaceId
  /** Names from the root of the place; what is not there yet is created. */
  folder: readonly string[]
  name: string
  /** In the folder that `stagingFolder` named; elsewhere it is copied first. */
  stagedPath: string
  conflict: 'keep' | 'replace' | 'skip'
  /** Only this content of this entry gives way, whatever `conflict` says; its name stays as it is. */
  replaces?: ReplacedContent | null
  /** Null for a copy of what came by hand. */
  owner: Owner | null
  /** The address of the client, for the access log. */
  sentFrom?: string
  sizeBytes: number
  /** As the client said; the name decides when it is null. */
  mime: string | null
  /** Becomes the time of the file on the disk. */
  lastModifiedMs: number | null
  /** 32 bytes. */
  sha256: Uint8Array
  /** The SHA-256 of every chunk, one after the other. */
  manifest: Uint8Array
  chunkSizeBytes: number
  /**
   * What is recorded in the very commit that lists the file (or finds it skipped). It is asked before that commit,
   * perhaps more than once, and kept as text for a replay after a crash: it must depend on the outcome alone.
   */
  steps: (outcome: PublishResult) => Step[]
}

/** What somebody has read and now writes anew. */
export interface ReplacedContent {
  readonly entryId: EntryId
  readonly contentId: ContentId
}

export type PublishResult =
  | { kind: 'listed'; entryId: EntryId; contentId: ContentId; name: string }
  /** conflict=skip found the name taken, by this entry. */
  | { kind: 'skipped'; entryId: EntryId }
