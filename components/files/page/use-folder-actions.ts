'use client'

import { useCallback, useMemo } from 'react'
import { usePinActions } from '#components/pins/use-pin-actions.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { joinPath, parentPath } from '#lib/core/names/place-path.ts'
import { downloadFile } from '../actions/download.ts'
import { useTransferEntries } from '../actions/use-transfer-entries.ts'
import { type ChosenEntries, useTrash } from '../actions/use-trash.ts'
import { useZip } from '../actions/use-zip.ts'
import { useClipboard } from '../clipboard-context.ts'
import { useAddFiles } from '../drop/use-add-files.ts'
import type { ChosenFiles } from '../drop/walk-dropped.ts'
import { isSelected, type Selection, selectOnly, toSelectors } from '../selection/selection.ts'
import type { FolderPageState } from './use-folder-page.ts'

/** Entries of one share link. */
const MOST_SHARED = 200

/** What one does with entries of a folder; given an entry, with that one, else with the selection. */
export function useFolderActions(page: FolderPageState) {
  const { control, list, folder, selection, ask, askConflict, place, path, type, q } = page
  const api = useApi()
  const toaster = useToaster()
  const { files } = useStrings()
  const trash = useTrash(list)
  const zip = useZip()
  const transfer = useTransferEntries(askConflict)
  const addTo = useAddFiles(askConflict)
  const addFiles = useCallback((chosen: ChosenFiles, into: string) => addTo(place.id, chosen, into), [addTo, place.id])
  const [clipboard, setClipboard] = useClipboard()
  const pinning = usePinActions()

  /** The menu of a selected entry is about all that are selected. */
  const chosenBy = useCallback(
    (entry: EntryView | null): ChosenEntries & { entries: readonly EntryView[]; selection: Selection } => {
      const isInside = entry === null || isSelected(selection.selection, entry.id)
      const chosen = isInside ? selection.selection : selectOnly(entry.id)
      const entries = isInside ? selection.entries : [entry]
      const count = isInside ? selection.count : 1
      return {
        selection: chosen,
        entries,
        count,
        selectors: toSelectors(chosen, { path, type, q }),
        name: count === 1 ? (entries[0]?.name ?? null) : null,
        matches: ({ id }) => isSelected(chosen, id),
      }
    },
    [selection, path, type, q],
  )

  return useMemo(() => {
    const open = (entry: EntryView) => {
      if (entry.kind === 'folder') control.go({ path: entry.path, entry: null, type: null, q: '' })
      else control.go({ entry: entry.id })
    }
    const keep = (mode: 'cut' | 'copy', entry: EntryView | null) => {
      const { selectors, count, entries } = chosenBy(entry)
      if (count === 0) return
      const ids = new Set(entries.map(({ id }) => id))
      setClipboard({ mode, placeId: place.id, path, selectors, count, ids, names: entries.map(({ name }) => name) })
      toaster.show({ message: mode === 'cut' ? files.cut(count) : files.copiedToClipboard(count) })
      selection.clear()
    }
    return {
      chosenBy,
      open,
      addFiles,
      clipboard,
      preview: (entry: EntryView) => (entry.kind === 'folder' ? open(entry) : control.go({ entry: entry.id })),
      up: () => {
        const parent = parentPath(path)
        if (parent !== null) control.go({ path: parent, entry: null, type: null, q: '' })
      },
      download: (entry: EntryView | null) => {
        const { entries, count, selectors, name } = chosenBy(entry)
        const [only] = entries
        if (count === 1 && only?.kind === 'file') downloadFile(api, only)
        else void zip(place.id, selectors, name ?? page.folderName)
      },
      downloadFolder: () => void zip(place.id, [{ kind: 'folder', path, except: [] }], page.folderName),
      pinning,
      pin: (entry: EntryView | null) => {
        const { entries } = chosenBy(entry)
        pinning.pin(entries)
        toaster.show({ message: files.pinStarted(entries.length) })
        selection.clear()
      },
      unpin: (entry: EntryView | null) => {
        pinning.unpin(chosenBy(entry).entries.map(({ id }) => id))
        selection.clear()
      },
      /** The folder that is open, or the whole of its place. */
      pinHere: () => {
        if (folder.folder === null) pinning.pinPlace(place.id, page.folderName)
        else pinning.pin([folder.folder])
        toaster.show({ message: files.pinStarted(1) })
      },
      downloadVerified: (entry: EntryView) => void pinning.download(entry),
      rename: (entry: EntryView) => ask({ kind: 'rename', entry }),
      trash: (entry: EntryView | null) => {
        const chosen = chosenBy(entry)
        if (chosen.count === 0) return
        selection.clear()
        void trash(chosen)
      },
      cut: (entry: EntryView | null) => keep('cut', entry),
      copy: (entry: EntryView | null) => keep('copy', entry),
      paste: async (into: string) => {
        if (clipboard === null) return
        const { mode, selectors, count, names, ids } = clipboard
        if (mode === 'cut') setClipboard(null)
        const done = await transfer({
          action: mode === 'cut' ? 'move' : 'copy',
          from: { placeId: clipboard.placeId, path: clipboard.path },
          to: { placeId: place.id, path: into, name: into === path ? page.folderName : into },
          selectors,
          count,
          names,
          matches: ({ id }) => ids.has(id),
        })
        // Asked and left, or refused: it can still be pasted.
        if (!done && mode === 'cut') setClipboard(clipboard)
      },
      askWhere: (action: 'move' | 'copy', entry: EntryView | null) => {
        const chosen = chosenBy(entry)
        if (chosen.count > 0) ask({ kind: 'transfer', action, chosen, names: chosen.entries.map(({ name }) => name) })
      },
      transferTo: (
        action: 'move' | 'copy',
        chosen: ChosenEntries,
        names: readonly string[],
        to: { placeId: string; path: string; name: string },
      ) => {
        selection.clear()
        return transfer({ action, from: { placeId: place.id, path }, to, names, ...chosen })
      },
      copyLink: (entry: EntryView) => {
        const change = entry.kind === 'folder' ? { path: entry.path, entry: null } : { entry: entry.id }
        const address = new URL(control.href({ ...change, view: null, type: null, q: '' }), window.location.href).href
        navigator.clipboard
          ?.writeText(address)
          .then(() => toaster.show({ message: files.linkCopied }))
          .catch(() => toaster.show({ message: files.copyFailed }))
      },
      /** Entries that the person may give away: all of them, or nothing is offered. */
      shareable: (entry: EntryView | null): readonly EntryView[] => {
        const { entries, count } = chosenBy(entry)
        const isOwnFile = ({ kind, addedBy }: EntryView) => kind === 'file' && addedBy?.self === true
        const mayAll = place.may.share || (place.may.shareOwn && entries.every(isOwnFile))
        return count === entries.length && count <= MOST_SHARED && mayAll ? entries : []
      },
      shareLink: (entries: readonly EntryView[]) => ask({ kind: 'share-link', entries }),
      showQr: (entry: EntryView | null) => {
        const change = entry === null ? {} : entry.kind === 'folder' ? { path: entry.path } : { entry: entry.id }
        const href = control.href({ entry: null, ...change, view: null, type: null, q: '' })
        ask({ kind: 'qr', name: entry?.name ?? page.folderName, href })
      },
      created: (name: string) => {
        void list.refresh()
        return joinPath(path, name)
      },
      readAgain: () => void list.refresh(),
      total: folder.total.count,
    }
  }, [
    chosenBy,
    addFiles,
    clipboard,
    setClipboard,
    control,
    selection,
    api,
    toaster,
    files,
    pinning,
    trash,
    zip,
    transfer,
    ask,
    place,
    path,
    page.folderName,
    list,
    folder.folder,
    folder.total.count,
  ])
}

export type FolderActions = ReturnType<typeof useFolderActions>
