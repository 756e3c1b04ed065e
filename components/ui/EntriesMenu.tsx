'use client'

import type { ReactNode, RefObject } from 'react'
import { MenuDivider, MenuItem } from './MenuItem.tsx'
import { MenuSurface, type MenuSurfaceProps } from './MenuSurface.tsx'
import type { MenuEntry } from './menu-entry.ts'

export interface EntriesMenuProps {
  isOpen: boolean
  onClose: () => void
  label: string
  media?: ReactNode
  caption?: ReactNode
  note?: string
  entries: readonly MenuEntry[]
  triggerRef: RefObject<HTMLElement | null>
  placement?: NonNullable<MenuSurfaceProps['placement']>
}

/** A menu whose rows are data, so that its code can be fetched apart from whoever opens it. */
export function EntriesMenu({ entries, ...surface }: EntriesMenuProps) {
  return (
    <MenuSurface {...surface}>
      {entries.map((entry, at) => {
        if (!entry) return null
        // biome-ignore lint/suspicious/noArrayIndexKey: a divider is nothing but its position
        if (entry === 'divider') return <MenuDivider key={`divider-${at}`} />
        const { id, label, ...rest } = entry
        return (
          <MenuItem key={id} {...rest}>
            {label}
          </MenuItem>
        )
      })}
    </MenuSurface>
  )
}
