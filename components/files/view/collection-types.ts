import type { MouseEvent } from 'react'
import type { EntryView } from '#lib/contracts/http/entries.ts'

/** How an entry was chosen. */
export type ChooseMode = 'only' | 'toggle' | 'range'

/** What a person does to entries in a list. */
export interface CollectionHandlers {
  onOpen(entry: EntryView): void
  onPreview(entry: EntryView): void
  onChoose(entry: EntryView, mode: ChooseMode): void
  /** The menu of an entry, or of the folder itself (null), at a point of the window. */
  onMenu(entry: EntryView | null, at: { x: number; y: number }): void
  onDragStart(entry: EntryView, transfer: DataTransfer): void
  onDragEnd(): void
  /** Whether what is dragged may be dropped on this folder. */
  mayDropOn(folder: EntryView, event: DragEvent): boolean
  onDropOn(folder: EntryView, event: DragEvent): void
  onFocusChange(entry: EntryView | null): void
}

/** Whether a press means a mouse with modifier keys. */
export function chooseModeOf(event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): ChooseMode {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only'
}
