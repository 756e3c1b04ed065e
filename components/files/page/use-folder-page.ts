'use client'

import { useCallback, useMemo, useState } from 'react'
import { useLocale } from 'react-aria-components/I18nProvider'
import type { ChatDraft } from '#components/chat/chat-draft.ts'
import { placeName } from '#components/rooms/place-words.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useNow } from '#components/ui/use-now.ts'
import { folderQueryKey } from '#lib/browser/listing/folder-query.ts'
import type { Conflict } from '#lib/contracts/http/common.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { useSelection } from '../selection/use-selection.ts'
import { dayWords } from '../view/day-words.ts'
import { type CellOrder, mergeCells } from '../view/merge-cells.ts'
import { folderNameOf } from './crumbs.ts'
import type { FolderDialog } from './folder-dialogs.ts'
import type { ViewMode } from './place-address.ts'
import { useDetailChoice } from './use-detail-choice.ts'
import { useFolder } from './use-folder.ts'
import type { PlaceAddressControl } from './use-place-address.ts'
import { usePrefs } from './use-prefs.ts'
import { useSendingHere } from './use-sending-here.ts'

const BY_NAME: CellOrder = { by: 'name', order: 'asc' }

/** Everything the parts of a folder's page share: what is shown, what is selected, what is asked. */
export function useFolderPage(place: PlaceView, control: PlaceAddressControl, draft: ChatDraft) {
  const strings = useStrings()
  const { locale } = useLocale()
  const now = useNow()
  const { address, replace } = control
  const { prefs, change: changePrefs } = usePrefs()
  const [dialog, setDialog] = useState<FolderDialog | null>(null)
  const detail = useDetailChoice(prefs, changePrefs)
  const order = address.sort ?? BY_NAME
  const { path, type, q } = address

  const query = { placeId: place.id, path, sort: order.by, order: order.order, type, q }
  const listKey = folderQueryKey(query)
  const { list, folder } = useFolder(query)
  const sending = useSendingHere(place.id, path, type, folder)
  const selection = useSelection(listKey, folder)
  const { by, order: direction } = order
  const cells = useMemo(
    () => mergeCells(folder.entries, sending, { by, order: direction }, folder.complete),
    [folder, sending, by, direction],
  )
  // The headings move at midnight; that the clock ticks is no reason to lay everything out again.
  const today = new Date(now).setHours(0, 0, 0, 0)
  const dayOf = useMemo(
    () => (by === 'changed' ? dayWords(strings, locale, today) : null),
    [by, strings, locale, today],
  )
  const askConflict = useCallback(
    (names: readonly string[]) =>
      new Promise<Conflict | null>((answer) => setDialog({ kind: 'conflict', names, answer })),
    [],
  )
  const name = placeName(place, strings)
  return {
    place,
    placeName: name,
    folderName: folderNameOf(name, path),
    control,
    path,
    type,
    q,
    view: address.view ?? prefs?.view ?? 'grid',
    detail: detail.choice,
    resizeColumn: detail.resize,
    chooseColumns: detail.choose,
    isSettled: prefs !== null,
    showsDetails: prefs?.details ?? false,
    order,
    listKey,
    list,
    folder,
    cells,
    unknown: folder.complete ? 0 : Math.max(0, folder.total.count - folder.entries.length),
    dayOf,
    selection,
    draft,
    dialog,
    ask: setDialog,
    askConflict,
    setView: (view: ViewMode) => {
      changePrefs({ view })
      replace({ view: null })
    },
    setOrder: (sort: CellOrder) => replace({ sort: sort.by === 'name' && sort.order === 'asc' ? null : sort }),
    setType: (next: typeof type) => replace({ type: next }),
    setQ: (next: string) => replace({ q: next }),
    setDetails: (details: boolean) => changePrefs({ details }),
  }
}

export type FolderPageState = ReturnType<typeof useFolderPage>
