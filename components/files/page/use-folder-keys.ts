'use client'

import { useEffect, useEffectEvent } from 'react'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { FolderActions } from './use-folder-actions.ts'
import type { FolderPageState } from './use-folder-page.ts'

/** The keys of a folder's page, wherever focus is in it; not while something is typed or open on top. */
export function useFolderKeys(page: FolderPageState, actions: FolderActions, focused: EntryView | null): void {
  const { selection, place } = page
  const mayChange = place.may.change

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isElsewhere(event.target)) return
    const run = keyOf(event)
    if (!run) return
    event.preventDefault()
    run()
  })

  /** With nothing selected, a key is about the entry that has focus. */
  const target = selection.count === 0 ? focused : null
  const hasTarget = selection.count > 0 || focused !== null

  function keyOf(event: KeyboardEvent): (() => void) | null {
    const { key, altKey } = event
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && !altKey) {
      switch (key.toLowerCase()) {
        case 'a':
          return event.shiftKey ? null : selection.all
        case 'c':
          // Words that are marked on the page are copied as words.
          return hasTarget && window.getSelection()?.isCollapsed !== false ? () => actions.copy(target) : null
        case 'backspace':
          // Keyboards of Apple have no Del.
          return event.metaKey && hasTarget ? () => actions.trash(target) : null
        case 'x':
          return mayChange && hasTarget ? () => actions.cut(target) : null
        default:
          return null
      }
    }
    if (altKey) return key === 'ArrowUp' ? actions.up : null
    switch (key) {
      case 'F2': {
        const entry = selection.count > 1 ? null : (selection.entries[0] ?? focused)
        return entry?.may.change ? () => actions.rename(entry) : null
      }
      case 'Delete':
        return hasTarget ? () => actions.trash(target) : null
      case 'Backspace':
        return actions.up
      case 'Escape':
        return selection.count > 0 ? selection.clear : null
      default:
        return null
    }
  }

  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

const TYPING = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]'

/** Whether a key belongs to a field, or to something that is open on top of the page. */
export function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.closest(`${TYPING}, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]`) !== null
}
