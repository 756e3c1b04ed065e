'use client'

import { useRef, useState } from 'react'
import { usePinsSnapshot } from '#components/pins/pins-context.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import type { EntriesMenuProps } from '#components/ui/EntriesMenu.tsx'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import { useFavourites } from '#components/watching/use-favourites.ts'
import type { FolderActions } from '../page/use-folder-actions.ts'
import type { OpenMenu } from '../page/use-folder-handlers.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'
import { EntryPicture } from '../view/EntryPicture.tsx'
import { entryMenu } from './entry-menu.ts'
import { folderMenu } from './folder-menu.ts'

const LazyMenu = lazyPart<EntriesMenuProps>(() =>
  import('#components/ui/EntriesMenu.tsx').then((module) => module.EntriesMenu),
)

export interface FolderMenuProps {
  page: FolderPageState
  actions: FolderActions
  menu: OpenMenu | null
  onClose: () => void
}

/** The menu of a right-click, a long press or the dots: of an entry, of all that are selected, or of the folder. */
export function FolderMenu({ page, actions, menu, onClose }: FolderMenuProps) {
  const strings = useStrings()
  const { files } = strings
  const format = useFormat()
  const anchor = useRef<HTMLSpanElement>(null)
  // What it was about stays while it fades away.
  const [last, setLast] = useState(menu)
  if (menu !== null && menu !== last) setLast(menu)
  const entry = last?.entry ?? null
  const count = entry === null ? 0 : actions.chosenBy(entry).count
  const isMany = count > 1
  const label = entry === null ? page.folderName : isMany ? files.selectionOf(count) : entry.name
  const one = isMany ? null : entry
  const pinned = usePinsSnapshot()
  const isPinned = (id: string) => [...pinned.pins, ...pinned.folders].some((pin) => pin.id === id)
  const favourites = useFavourites()
  const { can } = actions.pinning
  const whyNot = can === 'insecure' ? files.pinNeedsHttps : can === 'unsupported' ? files.pinUnsupported : null
  return (
    <>
      <span
        ref={anchor}
        aria-hidden
        className="pointer-events-none fixed size-px"
        style={{ left: last?.at.x ?? 0, top: last?.at.y ?? 0 }}
      />
      <LazyMenu
        isOpen={menu !== null}
        onClose={onClose}
        label={label}
        triggerRef={anchor}
        placement="bottom start"
        {...(one
          ? { media: <EntryPicture entry={one} iconSize={20} className="h-12 w-16 shrink-0 rounded-[8px]" /> }
          : {})}
        {...(one?.kind === 'file' ? { caption: format.bytes(one.sizeBytes) } : {})}
        {...(entry !== null && whyNot !== null ? { note: whyNot } : {})}
        entries={
          entry === null
            ? folderMenu(page, actions, strings)
            : entryMenu({
                page,
                actions,
                files,
                editLabel: files.actions.edit,
                zipLabel: strings.trash.zip,
                entry,
                isMany,
                isFavourite: actions.chosenBy(entry).entries.every(({ id }) => favourites.has(id)),
                onFavour: (isFavourite) =>
                  favourites.set(
                    actions.chosenBy(entry).entries.map(({ id }) => id),
                    isFavourite,
                  ),
                isPinned: actions.chosenBy(entry).entries.some(({ id }) => isPinned(id)),
              })
        }
      />
    </>
  )
}
