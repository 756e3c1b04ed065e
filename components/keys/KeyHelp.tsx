'use client'

import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { KeysDialogProps } from './KeysDialog.tsx'
import { KeyHelpContext } from './key-help-context.ts'

const LazyKeysDialog = lazyPart<KeysDialogProps>(() => import('./KeysDialog.tsx').then((module) => module.KeysDialog))

/**
 * `?` opens the list of keys on every page of the frame and over what is open there, but not while something is typed.
 */
export function KeyHelp({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => setOpen(true), [])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.defaultPrevented || isTyping(event.target))
        return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <KeyHelpContext value={open}>
      {children}
      <LazyKeysDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </KeyHelpContext>
  )
}

/** In a menu a letter looks for a row. */
const TYPING =
  'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null
}
