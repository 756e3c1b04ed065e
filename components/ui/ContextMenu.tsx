'use client'

import { type ReactNode, useRef, useState } from 'react'
import { lazyPart } from './lazy-part.tsx'
import type { MenuSurfaceProps } from './MenuSurface.tsx'
import type { MenuEntry } from './menu-entry.ts'

const LazyMenu = lazyPart<MenuSurfaceProps>(() => import('./MenuSurface.tsx').then((module) => module.MenuSurface))

export interface ContextMenuProps {
  /** Where it was asked for, in the coordinates of the window; null while closed. */
  at: { x: number; y: number } | null
  onClose: () => void
  /** What the menu is about. */
  label: string
  media?: ReactNode
  caption?: ReactNode
  entries: readonly MenuEntry[]
}

/** The menu of a right-click, a long-press or the menu key; React Aria's `useContextMenu` asks for it. */
export function ContextMenu({ at, ...menu }: ContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  // Where it was, so that it does not jump to the corner while it fades away.
  const [last, setLast] = useState(at)
  if (at !== null && at !== last) setLast(at)
  return (
    <>
      <span
        ref={anchor}
        aria-hidden
        className="pointer-events-none fixed size-px"
        style={{ left: last?.x ?? 0, top: last?.y ?? 0 }}
      />
      <LazyMenu {...menu} isOpen={at !== null} triggerRef={anchor} placement="bottom start" />
    </>
  )
}
