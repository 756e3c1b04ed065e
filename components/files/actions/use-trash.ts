'use client'

import { useCallback } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { FolderList } from '#lib/browser/listing/folder-list.ts'
import type { EntryView, Selector } from '#lib/contracts/http/entries.ts'
import { useFileEngines } from '../files-context.ts'
import { useBulk } from './use-bulk.ts'

export interface ChosenEntries {
  selectors: readonly Selector[]
  count: number
  /** Of a single entry, for the words; else null. */
  name: string | null
  matches: (entry: Pick<EntryView, 'id'>) => boolean
}

/** Moves entries to the trash at once, and offers to take that back. */
export function useTrash(list: FolderList): (chosen: ChosenEntries) => Promise<void> {
  const { lists } = useFileEngines()
  const bulk = useBulk()
  const toaster = useToaster()
  const { files, common } = useStrings()
  const { placeId, path } = list.query

  return useCallback(
    async (chosen) => {
      const show = list.hide(chosen.matches)
      const outcome = await bulk(placeId, chosen.selectors, (selector) => ({ action: 'trash', selector }))
      await list.refresh()
      show()
      if (outcome === null || outcome.changed + outcome.others === 0) return
      const undo = async () => {
        const jobs = outcome.jobs.map((job): Selector => ({ kind: 'job', job: job.id }))
        const restored = await bulk(placeId, jobs, (selector) => ({ action: 'restore', selector }))
        await lists.refresh(placeId, path)
        if (restored) toaster.show({ message: files.restored(restored.changed) })
      }
      toaster.show({
        message:
          outcome.others === 0
            ? files.trashed(outcome.changed, chosen.name)
            : files.movedPartly(outcome.changed, outcome.others),
        ...(outcome.changed === 0 ? {} : { action: { label: common.undo, onPress: () => void undo() } }),
      })
    },
    [list, lists, bulk, toaster, files, common, placeId, path],
  )
}
