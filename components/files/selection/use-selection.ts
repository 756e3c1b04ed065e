'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import type { FolderSnapshot } from '#lib/browser/listing/folder-list.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { ChooseMode } from '../view/collection-types.ts'
import {
  countSelected,
  isSelected,
  NOTHING,
  type Selection,
  selectAll,
  selectOnly,
  selectRange,
  toggle,
  withoutGone,
} from './selection.ts'

export interface SelectionControl {
  selection: Selection
  count: number
  /** Null while not all of them are known. */
  sizeBytes: number | null
  /** The selected ones that are known, in order. */
  entries: readonly EntryView[]
  choose(entry: EntryView, mode: ChooseMode): void
  all(): void
  clear(): void
}

/** The selection in one list; another list begins with none. */
export function useSelection(listKey: string, folder: FolderSnapshot): SelectionControl {
  const [state, setState] = useState({ listKey, selection: NOTHING })
  const selection = state.listKey === listKey ? state.selection : NOTHING
  const { entries, complete, total } = folder

  const change = useCallback(
    (next: (before: Selection) => Selection) =>
      setState((before) => ({
        listKey,
        selection: next(before.listKey === listKey ? before.selection : NOTHING),
      })),
    [listKey],
  )

  useEffect(() => {
    if (complete) change((before) => withoutGone(before, new Set(entries.map(({ id }) => id))))
  }, [entries, complete, change])

  const selected = useMemo(
    () => (selection === NOTHING ? [] : entries.filter(({ id }) => isSelected(selection, id))),
    [entries, selection],
  )
  const count = countSelected(selection, total.count)
  const isKnown = complete || selection.kind === 'some'
  return {
    selection,
    count,
    sizeBytes: isKnown ? selected.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : null,
    entries: selected,
    choose: useCallback(
      (entry, mode) =>
        change((before) => {
          if (mode === 'only') return selectOnly(entry.id)
          return mode === 'toggle' ? toggle(before, entry.id) : selectRange(before, entry.id, entries)
        }),
      [change, entries],
    ),
    all: useCallback(() => change(selectAll), [change]),
    clear: useCallback(() => change(() => NOTHING), [change]),
  }
}
