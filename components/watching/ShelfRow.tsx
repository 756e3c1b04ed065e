'use client'

import type { ReactNode } from 'react'
import { TextLink } from '#components/ui/TextLink.tsx'
import { useWatchingStrings } from './use-watching-strings.ts'

export interface ShelfRowProps {
  title: string
  /** Where all of them are; null when the row is all there is. */
  allHref: string | null
  children: ReactNode
}

/** A row of tiles that scrolls sideways. */
export function ShelfRow({ title, allHref, children }: ShelfRowProps) {
  const words = useWatchingStrings()
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-3 px-1">
        <h2 className="text-ink2 text-label">{title}</h2>
        {allHref === null ? null : (
          <TextLink href={allHref} aria-label={words.allOf(title)} className="text-label">
            {words.all}
          </TextLink>
        )}
      </div>
      {/* Outlines of focus lie outside of the tiles. */}
      <ul className="-mx-4 flex snap-x scroll-px-4 gap-3 overflow-x-auto px-4 py-1 [scrollbar-width:thin] tablet:-mx-6 tablet:scroll-px-6 tablet:px-6">
        {children}
      </ul>
    </section>
  )
}
