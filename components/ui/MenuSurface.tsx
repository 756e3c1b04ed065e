'use client'

import type { ReactNode, RefObject } from 'react'
import { Menu } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { MenuRow } from './MenuRow.tsx'
import { MenuSheet } from './MenuSheet.tsx'
import type { MenuAction, MenuEntry } from './menu-entry.ts'
import { COARSE_POINTER, useMedia } from './use-media.ts'

export interface MenuSurfaceProps {
  isOpen: boolean
  onClose: () => void
  /** Names the menu; on a touch sheet it is shown on top. */
  label: string
  /** The picture beside the name, and one line below it, on a touch sheet. */
  media?: ReactNode
  caption?: ReactNode
  entries: readonly MenuEntry[]
  /** What the menu stands beside. */
  triggerRef: RefObject<HTMLElement | null>
  placement: 'bottom start' | 'bottom end' | 'top start' | 'top end'
}

/** 236 wide beside its trigger; under a finger a sheet with the picture and the name on top. */
export function MenuSurface(props: MenuSurfaceProps) {
  const { isOpen, onClose, label, media, caption, entries, triggerRef, placement } = props
  const touch = useMedia(COARSE_POINTER)
  const present = entries.filter((entry): entry is MenuAction | 'divider' => Boolean(entry))
  const menu = (
    <Menu aria-label={label} autoFocus onClose={onClose} className="outline-none">
      {present.map((entry, at) => (
        <MenuRow key={entry === 'divider' ? `divider-${at}` : entry.id} entry={entry} />
      ))}
    </Menu>
  )
  if (touch) {
    return (
      <MenuSheet isOpen={isOpen} onClose={onClose} label={label} media={media} caption={caption}>
        {menu}
      </MenuSheet>
    )
  }
  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      triggerRef={triggerRef}
      aria-label={label}
      placement={placement}
      offset={6}
      className="w-59 overflow-auto rounded-card border border-hair bg-raised p-1.5 shadow-float overlay-pop"
    >
      {menu}
    </Popover>
  )
}
