'use client'

import type { KeyboardEvent } from 'react'
import type { CollectionHandlers } from './collection-types.ts'
import { type Direction, type Layout, moveIndex } from './layout.ts'
import type { Cell } from './merge-cells.ts'
import type { FocusStop } from './use-focus-stop.ts'
import { useTypeahead } from './use-typeahead.ts'

const DIRECTIONS: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'page-up',
  PageDown: 'page-down',
}

export interface CellKeysOptions {
  cells: readonly Cell[]
  layout: Layout
  /** Known and unknown ones. */
  count: number
  viewHeight: () => number
  stop: FocusStop
  handlers: CollectionHandlers
}

/** The keys of a list: arrows move and select, Shift selects on, Ctrl only moves, letters jump to a name. */
export function useCellKeys(options: CellKeysOptions): (event: KeyboardEvent) => void {
  const { cells, layout, count, stop, handlers } = options
  const typeahead = useTypeahead()
  const entryAt = (index: number) => {
    const cell = cells[index]
    return cell?.kind === 'entry' ? cell.entry : null
  }

  const go = (index: number, event: KeyboardEvent) => {
    event.preventDefault()
    stop.focus(index)
    const entry = entryAt(index)
    if (!entry || event.ctrlKey || event.metaKey) return
    handlers.onChoose(entry, event.shiftKey ? 'range' : 'only')
  }

  return (event) => {
    if (event.defaultPrevented || !(event.target as Element).hasAttribute('data-cell')) return
    const entry = entryAt(stop.index)
    const direction = DIRECTIONS[event.key]
    if (direction !== undefined && !event.altKey) {
      go(moveIndex(layout, stop.index, direction, options.viewHeight()), event)
    } else if (event.key === 'Home' || event.key === 'End') {
      go(event.key === 'Home' ? 0 : count - 1, event)
    } else if (event.key === 'Enter' && entry && !event.ctrlKey) {
      event.preventDefault()
      handlers.onOpen(entry)
    } else if (event.key === ' ' && entry && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault()
      handlers.onChoose(entry, event.shiftKey ? 'range' : 'toggle')
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && event.key !== '?') {
      const found = typeahead(event.key, cells, stop.index)
      if (found !== null) go(found, event)
      else if (event.key === ' ' && entry) {
        event.preventDefault()
        handlers.onPreview(entry)
      }
    }
  }
}
