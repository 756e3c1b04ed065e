import type { ShareLink } from '#lib/contracts/http/share-links.ts'
import type { EntryId, PlaceId, ShareLinkId } from '#lib/core/ids/ids.ts'
import type { EntryFacts } from '#server/features/files/files.service.ts'
import type { Asking, Deleted } from '#server/features/files/serving.service.ts'
import type { Noted } from './noted.ts'
import { ownerAsWho, visitorOf, type Who, whoOf } from './who.ts'

/** An archive of several files, of which so many bytes have left. */
export interface SentArchive {
  readonly placeId: PlaceId
  readonly name: string
  readonly bytes: number
}

/** One line for all that lies in it. */
export function archiveNoted(context: Asking, { placeId, name, bytes }: SentArchive, linkId?: ShareLinkId): Noted {
  const who = linkId === undefined ? whoOf(context) : visitorOf(context, linkId)
  return { kind: 'download', detail: 'zip', who, file: { placeId, entryId: null, name, sizeBytes: bytes }, bytes }
}

/** Null for a link whose entry is gone already. */
export function shareNoted(context: Asking, { id, name, target }: ShareLink): Noted | null {
  if (target === null) return null
  // Both come from our own rows.
  const who: Who = { ...whoOf(context), linkId: id as ShareLinkId }
  const [placeId, entryId] = [target.placeId as PlaceId, target.entryId as EntryId]
  return { kind: 'share', who, file: { placeId, entryId, name, sizeBytes: 0 }, bytes: 0 }
}

export function deletedNoted({ how, row, by, from }: Deleted): Noted {
  const { principal, deviceId } = by
  const owner =
    principal.kind === 'account'
      ? ({ kind: 'account', accountId: principal.accountId } as const)
      : deviceId === null
        ? null
        : ({ kind: 'guest', deviceId } as const)
  const who: Who =
    owner === null
      ? { kind: 'device', id: null, linkId: null, ...from }
      : ownerAsWho(owner, from.address, from.userAgent)
  const file = { placeId: row.place_id, entryId: row.id, name: row.name, sizeBytes: row.size_bytes }
  return { kind: 'delete', detail: how, who, file, bytes: 0 }
}

/** What the vault has drawn of a file stands for it on the stage. */
export function shownNoted(context: Asking, { id, placeId, name, sizeBytes }: EntryFacts, bytes: number): Noted {
  return { kind: 'view', who: whoOf(context), file: { placeId, entryId: id, name, sizeBytes }, bytes }
}
