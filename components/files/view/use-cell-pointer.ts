'use client'

import type { MouseEvent } from 'react'
import { useLongPress } from '#components/ui/use-long-press.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type CollectionHandlers, chooseModeOf } from './collection-types.ts'
import type { FocusStop } from './use-focus-stop.ts'

export interface CellPointerOptions {
  entryOf: (target: EventTarget) => { index: number; entry: EntryView | null } | null
  hasSelection: boolean
  isSelected: (entry: EntryView) => boolean
  stop: FocusStop
  handlers: CollectionHandlers
  onClear: () => void
}

/**
 * Presses on a list, heard once for all its cells. A mouse selects with one click and opens with two; a finger opens
 * with a tap, selects with a tap once something is selected, and asks for the menu by staying.
 */
export function useCellPointer(options: CellPointerOptions) {
  const { entryOf, hasSelection, stop, handlers } = options
  const askForMenu = (target: EventTarget, at: { x: number; y: number }) => {
    const cell = entryOf(target)
    if (cell) stop.set(cell.index)
    // With a mouse one sees what the menu is about; a finger has it on top of the sheet.
    if (cell?.entry && press.pressType() === 'mouse' && !options.isSelected(cell.entry)) {
      handlers.onChoose(cell.entry, 'only')
    }
    handlers.onMenu(cell?.entry ?? null, at)
  }
  const press = useLongPress({ mayBegin: (target) => Boolean(entryOf(target)?.entry), onAsk: askForMenu })

  return {
    ...press.handlers,
    onClick: (event: MouseEvent) => {
      const target = event.target as Element
      const cell = entryOf(target)
      if (!cell) return options.onClear()
      stop.set(cell.index)
      const { entry } = cell
      if (!entry) return
      const menu = target.closest('[data-menu]')
      if (menu) {
        const box = menu.getBoundingClientRect()
        handlers.onMenu(entry, { x: box.left, y: box.bottom })
      } else if (target.closest('[data-check]')) {
        handlers.onChoose(entry, event.shiftKey ? 'range' : 'toggle')
      } else if (press.pressType() === 'mouse' && event.detail > 0) {
        handlers.onChoose(entry, chooseModeOf(event))
      } else if (hasSelection) handlers.onChoose(entry, 'toggle')
      else handlers.onOpen(entry)
    },
    onDoubleClick: (event: MouseEvent) => {
      const target = event.target as Element
      const entry = entryOf(target)?.entry
      const isControl = target.closest('[data-menu], [data-check]') !== null
      if (entry && !isControl && press.pressType() === 'mouse' && chooseModeOf(event) === 'only') handlers.onOpen(entry)
    },
  }
}
