'use client'

import type { ReactNode, RefObject } from 'react'
import { Menu } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { MenuSheet } from './MenuSheet.tsx'
import { COARSE_POINTER, useMedia } from './use-media.ts'

export interface MenuSurfaceProps {
  /** Names the menu; on a touch sheet it is shown on top. */
  label: string
  /** The picture beside the name on a touch sheet. */
  media?: ReactNode
  /** One line below the name on a touch sheet. */
  caption?: ReactNode
  /** Why something in it cannot be chosen: one sentence, also where there is no sheet. */
  note?: string
  /** `MenuItem`s and `MenuDivider`s. */
  children: ReactNode
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end'
  /** Inside a `MenuTrigger` these come from it; a context menu gives them itself. */
  isOpen?: boolean
  onClose?: () => void
  triggerRef?: RefObject<HTMLElement | null>
}

/** 236 wide beside its trigger; under a finger a sheet with the picture and the name on top. */
export function MenuSurface(props: MenuSurfaceProps) {
  const { label, media, caption, note, children, placement = 'bottom end', isOpen, onClose, triggerRef } = props
  const touch = useMedia(COARSE_POINTER)
  const control = isOpen === undefined ? {} : { isOpen, onOpenChange: (open: boolean) => !open && onClose?.() }
  const menu = (
    <Menu aria-label={label} {...(onClose ? { onClose, autoFocus: true } : {})} className="outline-none">
      {children}
    </Menu>
  )
  if (!touch) {
    return (
      <Popover
        {...control}
        {...(triggerRef ? { triggerRef } : {})}
        aria-label={label}
        placement={placement}
        offset={6}
        className="w-59 overflow-auto rounded-card border border-hair bg-raised p-1.5 shadow-float overlay-pop"
      >
        {note === undefined ? null : <p className="px-2.5 pt-1.5 pb-1 text-caption text-ink3">{note}</p>}
        {menu}
      </Popover>
    )
  }
  return (
    <MenuSheet {...control} label={label} media={media} caption={note ?? caption}>
      {menu}
    </MenuSheet>
  )
}
