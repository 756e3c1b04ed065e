import type { AccountId, DeviceId, EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import type { OpenedContent } from './content/open-content.ts'

/** Who sends a request, and from where; a context of the routes is one. */
export interface Asking {
  readonly identity: {
    readonly account: { readonly id: AccountId } | null
    readonly deviceId: DeviceId | null
    readonly via: string
  }
  readonly address: string
  readonly userAgent: string
}

/** Follows one answer with bytes of a file. Neither method throws or waits. */
export interface Serving {
  /** They have left for the kernel. */
  sent(from: number, length: number): void
  /** The answer is over, whole or broken off. */
  end(): void
}

/** Asked once the content is open and bytes of it are to be sent; never for a HEAD or an answer without content. */
export type WatchServing = (content: OpenedContent) => Serving

/** For whoever keeps a log: what a request says of itself. */
export type WatchRequest = (
  context: Asking,
  asked: { readonly download: boolean; readonly namesContent: boolean },
) => WatchServing

/** An entry that somebody deleted: to the trash, or for good. */
export interface Deleted {
  readonly how: 'trash' | 'purge'
  readonly row: { readonly id: EntryId; readonly place_id: PlaceId; readonly name: string; readonly size_bytes: number }
  readonly by: Actor
  /** Where it was asked. */
  readonly from: { readonly address: string | null; readonly userAgent: string }
}
export type OnDeleted = (deleted: Deleted) => void
