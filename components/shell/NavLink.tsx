'use client'

import type { ReactNode } from 'react'
import { Link } from 'react-aria-components/Link'
import { classNames } from '#components/ui/class-names.ts'

export interface NavLinkProps {
  href: string
  isCurrent: boolean
  /** An icon of 20 or a tile of 24. */
  leading: ReactNode
  children: string
  /** A count, a lock, "Offline": at the end of the row. */
  detail?: ReactNode
}

/** A row of the sidebar; the current one is a card of its own. */
export function NavLink({ href, isCurrent, leading, children, detail }: NavLinkProps) {
  return (
    <Link
      href={href}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
      className={classNames(
        'flex h-9 items-center gap-2.5 rounded-row border px-2.5 text-body press-motion coarse:h-11',
        isCurrent
          ? 'border-hair bg-surface font-medium text-ink'
          : 'border-transparent text-ink2 data-hovered:bg-hair/60 data-hovered:text-ink',
      )}
    >
      <span className="flex w-6 justify-center">{leading}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {detail}
    </Link>
  )
}
