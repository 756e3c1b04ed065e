'use client'

import { type ReactNode, useRef } from 'react'
import { MenuSurface } from './MenuSurface.tsx'

export interface ContextMenuProps {
  /** Where it was asked for, in the coordinates of the window; null while closed. */
  at: { x: number; y: number } | null
  onClose: () => void
  label: string
  media?: ReactNode
  caption?: ReactNode
  children: ReactNode
}

/** The menu of a right-click, a long-press or the menu key; use React Aria's `useContextMenu` to ask for it. */
export function ContextMenu({ at, onClose, ...menu }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span
        ref={anchor}
        aria-hidden
        className="pointer-events-none fixed size-px"
        style={{ left: at?.x ?? 0, top: at?.y ?? 0 }}
      />
      <MenuSurface {...menu} isOpen={at !== null} onClose={onClose} triggerRef={anchor} placement="bottom start" />
    </>
  )
}
