'use client'

import { type MouseEvent, type PointerEvent, useRef } from 'react'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type CollectionHandlers, chooseModeOf } from './collection-types.ts'
import type { FocusStop } from './use-focus-stop.ts'

const LONG_PRESS_MS = 500
const STILL_PX = 10

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
  const press = useRef<{ type: string; x: number; y: number; timer: ReturnType<typeof setTimeout> | null }>({
    type: 'mouse',
    x: 0,
    y: 0,
    timer: null,
  })
  const wasLong = useRef(false)

  const endPress = () => {
    if (press.current.timer !== null) clearTimeout(press.current.timer)
    press.current.timer = null
  }
  const askForMenu = (target: EventTarget, x: number, y: number) => {
    const cell = entryOf(target)
    if (cell) stop.set(cell.index)
    // With a mouse one sees what the menu is about; a finger has it on top of the sheet.
    if (cell?.entry && press.current.type === 'mouse' && !options.isSelected(cell.entry)) {
      handlers.onChoose(cell.entry, 'only')
    }
    handlers.onMenu(cell?.entry ?? null, { x, y })
  }

  return {
    onPointerDown: (event: PointerEvent) => {
      endPress()
      wasLong.current = false
      const { pointerType: type, clientX: x, clientY: y, target } = event
      press.current = { type, x, y, timer: null }
      if (type === 'mouse' || !entryOf(target)?.entry) return
      // iOS has no contextmenu event.
      press.current.timer = setTimeout(() => {
        wasLong.current = true
        askForMenu(target, x, y)
      }, LONG_PRESS_MS)
    },
    onPointerMove: (event: PointerEvent) => {
      const { x, y } = press.current
      if (Math.hypot(event.clientX - x, event.clientY - y) > STILL_PX) endPress()
    },
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault()
      endPress()
      // A finger that stayed was heard already.
      if (wasLong.current) return
      wasLong.current = press.current.type !== 'mouse'
      const isKey = event.clientX === 0 && event.clientY === 0
      const box = (event.target as Element).getBoundingClientRect()
      askForMenu(event.target, isKey ? box.left + 24 : event.clientX, isKey ? box.top + 24 : event.clientY)
    },
    onClick: (event: MouseEvent) => {
      const target = event.target as Element
      if (wasLong.current) {
        wasLong.current = false
        return
      }
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
      } else if (press.current.type === 'mouse' && event.detail > 0) {
        handlers.onChoose(entry, chooseModeOf(event))
      } else if (hasSelection) handlers.onChoose(entry, 'toggle')
      else handlers.onOpen(entry)
    },
    onDoubleClick: (event: MouseEvent) => {
      const target = event.target as Element
      const entry = entryOf(target)?.entry
      const isControl = target.closest('[data-menu], [data-check]') !== null
      if (entry && !isControl && press.current.type === 'mouse' && chooseModeOf(event) === 'only')
        handlers.onOpen(entry)
    },
  }
}
