import type { Api } from '#lib/api/client.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'

/** Our own entries in a drag; the data is the id of the one that was taken hold of. */
export const ENTRIES_TYPE = 'application/x-hearth-entries'

export function hasFiles(transfer: DataTransfer): boolean {
  return transfer.types.includes('Files')
}

export function hasEntries(transfer: DataTransfer): boolean {
  return transfer.types.includes(ENTRIES_TYPE)
}

/** Says what is dragged: for our own folders, and, for a single file, for the desktop (Chromium saves it there). */
export function writeDrag(transfer: DataTransfer, what: { api: Api; entry: EntryView; count: number }): void {
  const { api, entry, count } = what
  transfer.effectAllowed = 'copyMove'
  transfer.setData(ENTRIES_TYPE, entry.id)
  if (count > 1 || entry.kind === 'folder') return
  const path = api.href(entryRoutes.content, { params: { entry: entry.id }, query: { download: '1' } })
  const href = new URL(path, window.location.href).href
  // Colons part the fields of this type.
  transfer.setData(
    'DownloadURL',
    `${entry.mime ?? 'application/octet-stream'}:${entry.name.replaceAll(':', '_')}:${href}`,
  )
}
