'use client'

import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-aria-components/Link'
import { Icon } from './Icon.tsx'

export interface LinkRowProps {
  href: string
  icon?: LucideIcon
  /** Instead of an icon: a tile. */
  leading?: ReactNode
  trailing?: LucideIcon
  help?: ReactNode
  /** Between words and the trailing icon: a badge. */
  detail?: ReactNode
  children: ReactNode
}

/** A row of a card that leads somewhere. */
export function LinkRow({ href, icon, leading, trailing, help, detail, children }: LinkRowProps) {
  return (
    <Link
      href={href}
      className="flex min-h-14 items-center gap-3.5 px-4 py-2.5 -outline-offset-2 press-motion data-hovered:bg-hover data-pressed:bg-select"
    >
      {leading ?? (icon ? <Icon of={icon} size={22} className="text-ink2" /> : null)}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-body font-medium text-ink">{children}</span>
        {help ? <span className="text-caption text-ink3">{help}</span> : null}
      </span>
      {detail}
      {trailing ? <Icon of={trailing} size={20} className="text-ink3" /> : null}
    </Link>
  )
}
