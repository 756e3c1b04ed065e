'use client'

import { useEffect, useEffectEvent } from 'react'

export interface TrashKeys {
  onSelectAll: () => void
  onClear: () => void
  /** Null while nothing that may go is selected. */
  onDelete: (() => void) | null
}

/** Ctrl+A, Esc and Del in the trash; not while something is typed or open on top. */
export function useTrashKeys({ onSelectAll, onClear, onDelete }: TrashKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isElsewhere(event.target)) return
    const isCommand = event.ctrlKey || event.metaKey
    const run =
      isCommand && event.key.toLowerCase() === 'a'
        ? onSelectAll
        : isCommand
          ? null
          : event.key === 'Escape'
            ? onClear
            : event.key === 'Delete'
              ? onDelete
              : null
    if (run === null) return
    event.preventDefault()
    run()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.closest('input:not([type=checkbox]), textarea, [role=dialog], [role=alertdialog], [role=menu]') !== null
}
