import type { EntryView } from '#lib/contracts/http/entries.ts'

export interface EntryViewerProps {
  entry: EntryView
  /** Its neighbours in the folder, in the order of the list. */
  previous: EntryView | null
  next: EntryView | null
  /** Films or sounds of the folder, where it is one of them. */
  queue: readonly EntryView[]
  onShow: (entryId: string) => void
  /** Null for what is no text, or not to be changed. */
  onEdit: (() => void) | null
  onClose: () => void
}
