'use client'

import { ChevronRight } from 'lucide-react'
import { Link } from 'react-aria-components/Link'
import { Icon } from './Icon.tsx'

export interface Crumb {
  id: string
  label: string
  href: string
}

export interface BreadcrumbsProps {
  label: string
  /** From the place down to where one is; the last one is the title of the page. */
  crumbs: readonly Crumb[]
}

/** The breadcrumb is the title of the page; in the middle of a deep path the crumbs give way, never the last. */
export function Breadcrumbs({ label, crumbs }: BreadcrumbsProps) {
  const last = crumbs.at(-1)
  return (
    <nav aria-label={label}>
      <ol className="flex min-w-0 items-center gap-1.5">
        {crumbs.map((crumb) =>
          crumb === last ? (
            <li key={crumb.id} aria-current="page" className="min-w-0 shrink-0">
              <h1 className="max-w-[50vw] truncate text-head desktop:text-[1.0625rem]">{crumb.label}</h1>
            </li>
          ) : (
            <li key={crumb.id} className="flex min-w-0 items-center gap-1.5">
              <Link
                href={crumb.href}
                className="truncate rounded-[4px] text-body text-ink2 data-hovered:text-ink data-hovered:underline"
              >
                {crumb.label}
              </Link>
              <Icon of={ChevronRight} size={16} className="text-ink3" />
            </li>
          ),
        )}
      </ol>
    </nav>
  )
}
