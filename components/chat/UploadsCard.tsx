'use client'

import { Button } from 'react-aria-components/Button'
import { EntryPicture } from '#components/files/view/EntryPicture.tsx'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { EntryCards } from './EntryCards.tsx'

export interface UploadsCardProps {
  message: ChatMessage
  placeName: string
  onOpen: (entry: EntryView) => void
  onOpenFolder: (path: string) => void
}

/** A burst of uploads: the first pictures and how many there are; it opens the folder they went to. */
export function UploadsCard({ message, placeName, onOpen, onOpenFolder }: UploadsCardProps) {
  const { chat } = useStrings()
  const format = useFormat()
  const { entries, entryCount, folder } = message
  const there = entries.flatMap(({ entry }) => (entry === null ? [] : [entry]))
  if (entryCount <= 2 || there.length < 2) return <EntryCards entries={entries} onOpen={onOpen} />
  const name = folder === '' ? placeName : folder.slice(folder.lastIndexOf('/') + 1)
  const more = entryCount - there.length
  return (
    <Button
      onPress={() => onOpenFolder(folder)}
      className="flex w-full max-w-90 flex-col gap-2.5 rounded-[18px] border border-hair bg-surface p-2 text-left press-motion data-hovered:bg-hover"
    >
      <span aria-hidden className="grid h-40 w-full grid-cols-3 grid-rows-2 gap-1 overflow-hidden rounded-[12px]">
        {there.map((entry, at) => (
          <span
            key={entry.id}
            className={classNames(
              'relative',
              at === 0 && 'col-span-2 row-span-2',
              there.length === 2 && at === 1 && 'row-span-2',
            )}
          >
            <EntryPicture
              entry={entry}
              iconSize={at === 0 ? 32 : 22}
              size={at === 0 ? 'medium' : 'small'}
              className="size-full rounded-photo"
            />
            {more > 0 && at === there.length - 1 ? (
              <span className="absolute inset-0 flex items-center justify-center rounded-photo bg-ink/60 text-head text-paper tabular">
                +{format.number(more)}
              </span>
            ) : null}
          </span>
        ))}
      </span>
      <span className="flex min-w-0 flex-col px-1 pb-0.5">
        <span className="truncate text-body font-medium text-ink">{name}</span>
        <span className="text-caption text-ink3 tabular">{chat.addedFiles(entryCount)}</span>
      </span>
    </Button>
  )
}
