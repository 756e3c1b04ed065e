'use client'

import { Ellipsis, type LucideIcon } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { EntriesMenuProps } from './EntriesMenu.tsx'
import { IconButton } from './IconButton.tsx'
import { lazyPart } from './lazy-part.tsx'
import type { MenuEntry } from './menu-entry.ts'

const LazyMenu = lazyPart<EntriesMenuProps>(() => import('./EntriesMenu.tsx').then((module) => module.EntriesMenu))

export interface MenuButtonProps {
  /** The name of the button: "Actions for Mila". */
  label: string
  /** What the menu is about; shown on top of a touch sheet. Default: the label. */
  title?: string
  media?: ReactNode
  caption?: ReactNode
  /** Why something in the menu cannot be chosen. */
  note?: string
  entries: readonly MenuEntry[]
  icon?: LucideIcon
  size?: 'bar' | 'row'
  placement?: NonNullable<EntriesMenuProps['placement']>
  className?: string
}

/** A dotted button with a menu; the code of menus is fetched apart. */
export function MenuButton(props: MenuButtonProps) {
  const { label, title = label, icon = Ellipsis, size = 'bar', placement = 'bottom end', className, ...menu } = props
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={trigger}
        icon={icon}
        label={label}
        size={size}
        tooltip={false}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
        {...(className === undefined ? {} : { className })}
      />
      <LazyMenu
        {...menu}
        label={title}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        triggerRef={trigger}
        placement={placement}
      />
    </>
  )
}
