import type { Strings } from '#components/strings/en.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'

/** Who added an entry, as a person reads it. */
export function addedByWords({ addedBy }: EntryView, files: Strings['files']): string {
  if (addedBy === null || addedBy.kind === 'disk') return files.byHand
  if (addedBy.self) return files.you
  return addedBy.kind === 'guest' ? files.guest : addedBy.name
}

/** Whether the vault still reads the file to learn its hash. */
export function isBeingHashed(entry: EntryView): boolean {
  return entry.kind === 'file' && entry.state === 'live' && entry.sha256 === null && !entry.hashLater
}
