'use client'

import { useCallback } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { Conflict } from '#lib/contracts/http/common.ts'
import type { EntryView, Selector } from '#lib/contracts/http/entries.ts'
import { useFileEngines } from '../files-context.ts'
import { findTaken } from './find-taken.ts'
import { useBulk } from './use-bulk.ts'

export interface EntriesToTransfer {
  action: 'move' | 'copy'
  from: { placeId: string; path: string }
  to: { placeId: string; path: string; name: string }
  selectors: readonly Selector[]
  count: number
  /** As far as they are known: asked about when they are taken at the target. */
  names: readonly string[]
  /** Which of the entries on the screen go away at once. */
  matches: (entry: Pick<EntryView, 'id'>) => boolean
}

export type AskConflict = (names: readonly string[]) => Promise<Conflict | null>

/** Moves or copies entries to another folder, asks about names that are taken there, and offers to take a move back. */
export function useTransferEntries(askConflict: AskConflict): (what: EntriesToTransfer) => Promise<boolean> {
  const api = useApi()
  const { lists } = useFileEngines()
  const bulk = useBulk()
  const toaster = useToaster()
  const { files, common, errors } = useStrings()

  return useCallback(
    async (what) => {
      const { action, from, to } = what
      const isSameFolder = from.placeId === to.placeId && from.path === to.path
      if (isSameFolder && action === 'move') return true
      // A copy beside its original always gets a number.
      const taken = isSameFolder
        ? new Set<string>()
        : await findTaken(api, to, what.names).catch((error: unknown) => {
            toaster.show({ message: errors.explain(error).sentence })
            return null
          })
      if (taken === null) return false
      const conflict = taken.size === 0 ? 'keep' : await askConflict([...taken])
      if (conflict === null) return false

      const source = lists.openedAt(from.placeId, from.path)
      const show = action === 'move' ? source.map((list) => list.hide(what.matches)) : []
      const target = { place: to.placeId, path: to.path }
      const outcome = await bulk(from.placeId, what.selectors, (selector) => ({
        action,
        selector,
        to: target,
        conflict,
      }))
      await Promise.all([lists.refresh(from.placeId, from.path), lists.refresh(to.placeId, to.path)])
      for (const showAgain of show) showAgain()
      if (outcome === null) return false

      const [only] = what.selectors
      const mayUndo = action === 'move' && taken.size === 0 && what.selectors.length === 1 && only?.kind === 'ids'
      const undo = async () => {
        if (!only) return
        const back = { place: from.placeId, path: from.path }
        await bulk(to.placeId, [only], (selector) => ({ action: 'move', selector, to: back, conflict: 'keep' }))
        await Promise.all([lists.refresh(from.placeId, from.path), lists.refresh(to.placeId, to.path)])
      }
      const done = action === 'move' ? files.moved : files.copied
      toaster.show({
        message:
          outcome.others === 0 ? done(outcome.changed, to.name) : files.movedPartly(outcome.changed, outcome.others),
        ...(mayUndo ? { action: { label: common.undo, onPress: () => void undo() } } : {}),
      })
      return true
    },
    [api, lists, bulk, toaster, files, common, errors, askConflict],
  )
}
