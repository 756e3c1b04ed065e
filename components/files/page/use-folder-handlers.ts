'use client'

import { useCallback, useMemo, useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { ENTRIES_TYPE, hasEntries, hasFiles, writeDrag } from '../drop/drag-data.ts'
import { walkDropped } from '../drop/walk-dropped.ts'
import { isSelected } from '../selection/selection.ts'
import type { CollectionHandlers } from '../view/collection-types.ts'
import type { FolderActions } from './use-folder-actions.ts'
import type { FolderPageState } from './use-folder-page.ts'

export interface OpenMenu {
  /** Null for the menu of the folder itself. */
  entry: EntryView | null
  at: { x: number; y: number }
}

/** What happens to presses and drags in the list. */
export function useFolderHandlers(page: FolderPageState, actions: FolderActions) {
  const api = useApi()
  const { selection, place } = page
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [focused, setFocused] = useState<EntryView | null>(null)
  const [dragged, setDragged] = useState<ReadonlySet<string> | null>(null)

  const handlers = useMemo<CollectionHandlers>(
    () => ({
      onOpen: actions.open,
      onPreview: actions.preview,
      onChoose: selection.choose,
      onMenu: (entry, at) => setMenu({ entry, at }),
      onFocusChange: setFocused,
      onDragStart: (entry, transfer) => {
        const { entries, count } = actions.chosenBy(entry)
        setDragged(new Set(entries.map(({ id }) => id)))
        writeDrag(transfer, { api, entry, count })
      },
      onDragEnd: () => setDragged(null),
      mayDropOn: (folder, { dataTransfer }) => {
        if (!dataTransfer) return false
        if (hasFiles(dataTransfer)) return place.may.upload
        const isItself = dragged?.has(folder.id) ?? false
        return hasEntries(dataTransfer) && place.may.change && !isItself
      },
      onDropOn: (folder, { dataTransfer }) => {
        if (!dataTransfer) return
        if (hasFiles(dataTransfer)) {
          void walkDropped(dataTransfer).then((chosen) => actions.addFiles(chosen, folder.path))
          return
        }
        const id = dataTransfer.getData(ENTRIES_TYPE)
        const source = page.folder.entries.find((entry) => entry.id === id)
        if (!source) return
        const chosen = actions.chosenBy(source)
        const names = chosen.entries.map(({ name }) => name)
        void actions.transferTo('move', chosen, names, { placeId: place.id, path: folder.path, name: folder.name })
      },
    }),
    [actions, selection.choose, place, dragged, api, page.folder.entries],
  )
  const openMenu = useCallback(
    (at: OpenMenu['at']) => setMenu({ entry: selection.entries[0] ?? null, at }),
    [selection.entries],
  )
  const isFocusedListed = focused !== null && page.folder.entries.some(({ id }) => id === focused.id)
  const current = isFocusedListed ? focused : null
  const isInSelection = current !== null && isSelected(selection.selection, current.id)
  return {
    handlers,
    menu,
    openMenu,
    closeMenu: useCallback(() => setMenu(null), []),
    /** What the keyboard is on; with a selection, only something of it. */
    focused: selection.count === 0 || isInSelection ? current : (selection.entries[0] ?? null),
  }
}
