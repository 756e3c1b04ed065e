'use client'

import { ChevronDown, ChevronLeft, ChevronRight, Download, FilePen, Star, X } from 'lucide-react'
import { useApi } from '#components/shell/api-context.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { useFavourites } from '#components/watching/use-favourites.ts'
import { downloadHref } from './content-href.ts'
import { usePlaybackShelf } from './playback-context.ts'
import { StageButton } from './StageButton.tsx'
import type { EntryViewerProps } from './viewer-props.ts'

/** Name, size and hash of what is open; its neighbours, and the way to keep it. */
export function ViewerHead({ entry, previous, next, onShow, onEdit, onClose }: EntryViewerProps) {
  const { player: strings, files } = useStrings()
  const format = useFormat()
  const api = useApi()
  const shelf = usePlaybackShelf()
  const favourites = useFavourites()
  const isFavourite = favourites.has(entry.id)
  return (
    <header className="z-10 flex items-center gap-1 px-2 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2">
      <StageButton icon={X} label={strings.close} onPress={onClose} />
      {entry.type === 'film' || entry.type === 'sound' ? (
        <StageButton
          icon={ChevronDown}
          label={strings.goOnSmall}
          onPress={() => {
            shelf.current()?.goOnSmall()
            onClose()
          }}
        />
      ) : null}
      <div className="min-w-0 flex-1 px-1">
        <h1 className="truncate text-head">{entry.name}</h1>
        <p className="flex gap-2 text-caption text-(--stage-ink2)">
          <span className="shrink-0">{format.bytes(entry.sizeBytes)}</span>
          {entry.sha256 === null ? null : (
            <span className="truncate max-tablet:hidden">
              {strings.sha256} <span className="font-mono select-text">{entry.sha256}</span>
            </span>
          )}
        </p>
      </div>
      {/* On a phone the name needs the room; the menu of the file has it there. */}
      <span className="max-tablet:hidden">
        <StageButton
          icon={Star}
          isFilled={isFavourite}
          label={isFavourite ? files.actions.unfavour : files.actions.favour}
          onPress={() => favourites.set([entry.id], !isFavourite)}
        />
      </span>
      {onEdit === null ? null : <StageButton icon={FilePen} label={files.actions.edit} onPress={onEdit} />}
      <StageButton
        icon={ChevronLeft}
        label={strings.previous}
        isDisabled={previous === null}
        onPress={() => previous !== null && onShow(previous.id)}
      />
      <StageButton
        icon={ChevronRight}
        label={strings.next}
        isDisabled={next === null}
        onPress={() => next !== null && onShow(next.id)}
      />
      <a
        href={downloadHref(api, entry)}
        download={entry.name}
        aria-label={strings.download}
        title={entry.sha256 === null ? undefined : `${strings.sha256} ${entry.sha256}`}
        className="stage-button"
      >
        <Icon of={Download} size={24} />
      </a>
    </header>
  )
}
