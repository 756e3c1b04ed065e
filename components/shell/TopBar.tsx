'use client'

import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-aria-components/Link'
import { useStrings } from '#components/strings/use-strings.ts'
import { Breadcrumbs, type Crumb } from '#components/ui/Breadcrumbs.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'

export interface TopBarProps {
  /** The title on a phone; elsewhere too, unless there are crumbs. A page may have its heading further down. */
  title?: string
  /** One line below the title of a phone. */
  caption?: ReactNode
  /** A tile of 36 before the title of a phone. */
  tile?: ReactNode
  /** Where Back leads on a phone. */
  back?: string
  /** From 600 on, instead of the title: the path down to here. */
  crumbs?: readonly Crumb[]
  /** Right: icon buttons, view switch, the primary button. */
  actions?: ReactNode
}

/** The bar of a page: 52 on a phone, 60 elsewhere. It does not scroll. */
export function TopBar({ title, caption, tile, back, crumbs, actions }: TopBarProps) {
  const strings = useStrings()
  // A page of the navigation has nowhere to go back to: its title is large on a phone.
  const isRoot = back === undefined
  const hasCrumbs = crumbs !== undefined && crumbs.length > 0
  return (
    <header
      className={classNames(
        'flex shrink-0 items-center gap-2 pr-2 pl-4 tablet:h-15 tablet:px-6',
        isRoot ? 'h-16 pr-4' : 'h-13',
      )}
    >
      {back === undefined ? null : (
        <Link
          href={back}
          aria-label={strings.common.back}
          className="-ml-2.5 flex size-11 shrink-0 items-center justify-center rounded-row text-ink2 tablet:hidden"
        >
          <Icon of={ChevronLeft} size={24} />
        </Link>
      )}
      <div className={`flex min-w-0 flex-1 items-center gap-2.5 ${hasCrumbs ? 'tablet:hidden' : ''}`}>
        {tile ? <span className="contents tablet:hidden">{tile}</span> : null}
        <div className="min-w-0">
          {title === undefined ? null : (
            <h1
              className={classNames(
                'truncate tablet:text-head tablet:text-[1.0625rem]',
                isRoot ? 'text-display' : 'text-head',
              )}
            >
              {title}
            </h1>
          )}
          {caption ? <div className="truncate text-caption text-ink3 tabular tablet:hidden">{caption}</div> : null}
        </div>
      </div>
      {hasCrumbs ? (
        <div className="hidden min-w-0 flex-1 tablet:block">
          <Breadcrumbs label={strings.common.path} crumbs={crumbs} />
        </div>
      ) : null}
      {actions ? <div className="flex shrink-0 items-center gap-1 tablet:gap-2.5">{actions}</div> : null}
    </header>
  )
}
