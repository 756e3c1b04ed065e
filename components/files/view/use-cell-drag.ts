'use client'

import { type DragEvent, useState } from 'react'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { CollectionHandlers } from './collection-types.ts'

/** Dragging entries, and dropping entries or files of this device onto a folder of the list. */
export function useCellDrag(
  entryOf: (target: EventTarget) => { index: number; entry: EntryView | null } | null,
  handlers: CollectionHandlers,
) {
  const [over, setOver] = useState<string | null>(null)

  const folderUnder = (event: DragEvent): EntryView | null => {
    const entry = entryOf(event.target)?.entry
    return entry?.kind === 'folder' && handlers.mayDropOn(entry, event.nativeEvent) ? entry : null
  }

  return {
    dropTargetId: over,
    drag: {
      onDragStart: (event: DragEvent) => {
        const entry = entryOf(event.target)?.entry
        if (entry) handlers.onDragStart(entry, event.dataTransfer)
        else event.preventDefault()
      },
      onDragEnd: () => {
        setOver(null)
        handlers.onDragEnd()
      },
      onDragOver: (event: DragEvent) => {
        const folder = folderUnder(event)
        setOver(folder?.id ?? null)
        if (!folder) return
        event.preventDefault()
        event.dataTransfer.dropEffect = event.dataTransfer.types.includes('Files') ? 'copy' : 'move'
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(null)
      },
      onDrop: (event: DragEvent) => {
        const folder = folderUnder(event)
        setOver(null)
        if (!folder) return
        event.preventDefault()
        // The page around would add the files to the open folder as well.
        event.stopPropagation()
        handlers.onDropOn(folder, event.nativeEvent)
      },
    },
  }
}
