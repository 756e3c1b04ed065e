'use client'

import { FolderOpen } from 'lucide-react'
import { memo } from 'react'
import { Link } from 'react-aria-components/Link'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { addedByWords } from '#components/files/view/entry-words.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/Icon.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { MarkedName } from './MarkedName.tsx'
import { folderHref, folderOf, openHref } from './result-links.ts'
import { useSearchStrings } from './use-search-strings.ts'

export interface ResultItemProps {
  entry: EntryView
  placeName: string
  /** The words that found it. */
  query: string
  isTile: boolean
  nowMs: number
}

/** One entry that was found: its name leads to it, and beside it stands the way to its folder. */
export const ResultItem = memo(function ResultItem({ entry, placeName, query, isTile, nowMs }: ResultItemProps) {
  const strings = useStrings()
  const search = useSearchStrings()
  const format = useFormat()
  const where = search.inPlace(placeName, folderOf(entry))
  const amount =
    entry.kind === 'file'
      ? format.bytes(entry.sizeBytes)
      : entry.childCount === null
        ? strings.files.types.folder
        : strings.files.entries(entry.childCount)
  return (
    <li
      className={classNames(
        'group/result relative rounded-row focus-within:bg-hover hover:bg-hover [content-visibility:auto]',
        isTile ? 'flex flex-col gap-2 p-1.5' : 'flex min-h-16 items-center gap-3.5 px-2 py-1.5',
      )}
    >
      <EntryPicture
        entry={entry}
        size={isTile ? 'medium' : 'small'}
        iconSize={isTile ? 30 : 20}
        className={isTile ? 'aspect-4/3 w-full rounded-tile border border-hair/60' : 'h-10 w-12 shrink-0 rounded-photo'}
      />
      <div className={classNames('min-w-0', isTile ? 'pr-9 pl-0.5' : 'flex-1')}>
        <p className="truncate font-medium text-body text-ink" title={entry.name}>
          <Link
            href={openHref(entry)}
            data-result=""
            className="rounded-[4px] before:absolute before:inset-0 before:content-['']"
          >
            <MarkedName name={entry.name} query={query} />
          </Link>
        </p>
        <p className="truncate text-caption text-ink3" title={where}>
          {where}
        </p>
        <p className={classNames('truncate text-caption text-ink3 tabular', !isTile && 'tablet:hidden')}>
          {amount}, {format.when(entry.addedAt, nowMs)}
        </p>
      </div>
      {isTile ? null : (
        <div className="hidden w-44 shrink-0 text-right text-caption text-ink3 tabular tablet:block">
          <p>{amount}</p>
          <p className="truncate" title={format.dateTime(entry.addedAt)}>
            {addedByWords(entry, strings.files)}, {format.when(entry.addedAt, nowMs)}
          </p>
        </div>
      )}
      <Link
        href={folderHref(entry)}
        aria-label={search.goToFolderOf(entry.name)}
        data-tip={search.goToFolder}
        className={classNames(
          'flex size-9 shrink-0 items-center justify-center rounded-row text-ink2 press-motion touch-target data-hovered:bg-hair',
          isTile ? 'absolute right-1.5 bottom-2' : 'relative',
        )}
      >
        <Icon of={FolderOpen} size={18} />
      </Link>
    </li>
  )
})
