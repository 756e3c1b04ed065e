'use client'

import { X } from 'lucide-react'
import { Link } from 'react-aria-components/Link'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { FilmLength } from '#components/files/view/FilmLength.tsx'
import { openHref } from '#components/search/result-links.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import type { ShelfEntry } from '#lib/contracts/http/watching.ts'
import { shareOf } from '#lib/core/media/resume.ts'
import { useWatchingStrings } from './use-watching-strings.ts'

export interface ShelfTileProps {
  of: ShelfEntry
  /** Below the name. */
  caption: string
  /** Takes it out of the list; null where that is not asked for. */
  onForget: (() => void) | null
}

/** One film or file of a row: its picture, how far it was played, and the way to open it. */
export function ShelfTile({ of, caption, onForget }: ShelfTileProps) {
  const words = useWatchingStrings()
  const { entry, position } = of
  const share = position === null || position.standing !== 'middle' ? null : shareOf(position)
  return (
    <li className="group/shelf relative flex w-40 shrink-0 snap-start flex-col gap-1.5 rounded-tile tablet:w-44">
      <div className="relative">
        <EntryPicture
          entry={entry}
          iconSize={28}
          size="medium"
          className="aspect-video w-full rounded-tile border border-hair/60 group-hover/shelf:brightness-95"
        />
        {share === null ? <FilmLength entry={entry} className="bottom-2" /> : null}
        {share === null ? null : (
          <span aria-hidden className="absolute inset-x-2 bottom-2 h-1 overflow-hidden rounded-pill bg-[#0a0807]/55">
            <span className="block h-full origin-left bg-ember" style={{ transform: `scaleX(${share})` }} />
          </span>
        )}
      </div>
      <div className="min-w-0 px-0.5">
        <p className="truncate font-medium text-ink text-label" title={entry.name}>
          <Link
            href={openHref(entry)}
            aria-label={share === null ? entry.name : words.played(entry.name, share)}
            className="rounded-[4px] before:absolute before:inset-0 before:content-['']"
          >
            {entry.name}
          </Link>
        </p>
        <p className="truncate text-caption text-ink3 tabular">{caption}</p>
      </div>
      {onForget === null ? null : (
        <IconButton
          icon={X}
          size="row"
          label={words.forget(entry.name)}
          onPress={onForget}
          className="absolute top-1.5 right-1.5 bg-raised/90 opacity-0 group-focus-within/shelf:opacity-100 group-hover/shelf:opacity-100 coarse:opacity-100"
        />
      )}
    </li>
  )
}
