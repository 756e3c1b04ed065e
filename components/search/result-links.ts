import { formatPlaceAddress } from '#components/files/page/place-address.ts'
import { placeHref } from '#components/rooms/place-href.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'

/** The path of the folder an entry lies in, "" at the root. */
export const folderOf = ({ path }: Pick<EntryView, 'path'>): string => path.split('/').slice(0, -1).join('/')

/** A folder opens; a file opens over the folder it lies in. */
export function openHref(entry: EntryView): string {
  return entry.kind === 'folder'
    ? placeHref(entry.placeId, entry.path)
    : formatPlaceAddress({ place: entry.placeId, path: folderOf(entry), entry: entry.id })
}

export const folderHref = (entry: EntryView): string => placeHref(entry.placeId, folderOf(entry))
