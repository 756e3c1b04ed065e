'use client'

import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { ContextMenu } from '#components/ui/ContextMenu.tsx'
import type { FolderActions } from '../page/use-folder-actions.ts'
import type { OpenMenu } from '../page/use-folder-handlers.ts'
import type { FolderPageState } from '../page/use-folder-page.ts'
import { EntryPicture } from '../view/EntryPicture.tsx'
import { entryMenu } from './entry-menu.ts'
import { folderMenu } from './folder-menu.ts'

export interface FolderMenuProps {
  page: FolderPageState
  actions: FolderActions
  menu: OpenMenu | null
  onClose: () => void
}

/** The menu of a right-click, a long press or the dots: of an entry, of all that are selected, or of the folder. */
export function FolderMenu({ page, actions, menu, onClose }: FolderMenuProps) {
  const { files } = useStrings()
  const format = useFormat()
  const entry = menu?.entry ?? null
  const count = entry === null ? 0 : actions.chosenBy(entry).count
  const isMany = count > 1
  const label = entry === null ? page.folderName : isMany ? files.selectionOf(count) : entry.name
  const one = isMany ? null : entry
  return (
    <ContextMenu
      at={menu?.at ?? null}
      onClose={onClose}
      label={label}
      media={one ? <EntryPicture entry={one} iconSize={20} className="h-12 w-16 shrink-0 rounded-[8px]" /> : undefined}
      caption={one?.kind === 'file' ? format.bytes(one.sizeBytes) : undefined}
      entries={
        entry === null ? folderMenu(page, actions, files) : entryMenu({ page, actions, files, entry, isMany })
      }
    />
  )
}
