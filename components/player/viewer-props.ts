import type { EntryView } from '#lib/contracts/http/entries.ts'

export interface EntryViewerProps {
  entry: EntryView
  /** Its neighbours in the folder, in the order of the list. */
  previous: EntryView | null
  next: EntryView | null
  onShow: (entryId: string) => void
  onClose: () => void
}
