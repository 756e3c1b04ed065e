'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useBulk } from '#components/files/actions/use-bulk.ts'
import { useFileEngines } from '#components/files/files-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { Selector } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { trashKey } from './trash-key.ts'

/** Restores at once and offers to take it back; deletes for good what was confirmed. */
export function useTrashActions(placeId: string) {
  const { jobs, lists } = useFileEngines()
  const queries = useQueryClient()
  const bulk = useBulk()
  const toaster = useToaster()
  const { files, common, trash, errors } = useStrings()

  const lookAgain = useCallback(async () => {
    lists.refreshAll()
    await queries.invalidateQueries({ queryKey: trashKey(placeId) })
  }, [lists, queries, placeId])

  const restore = useCallback(
    async (ids: readonly string[]) => {
      const selector: Selector = { kind: 'ids', ids: [...ids] }
      const outcome = await bulk(placeId, [selector], (all) => ({ action: 'restore', selector: all }))
      await lookAgain()
      if (outcome === null) return
      const undo = async () => {
        await bulk(placeId, [selector], (all) => ({ action: 'trash', selector: all }))
        await lookAgain()
      }
      toaster.show({
        message:
          outcome.others === 0 ? files.restored(outcome.changed) : files.movedPartly(outcome.changed, outcome.others),
        ...(outcome.changed === 0 ? {} : { action: { label: common.undo, onPress: () => void undo() } }),
      })
    },
    [placeId, bulk, lookAgain, toaster, files, common],
  )

  /** @param ids null: everything. @param count as the person was shown */
  const purge = useCallback(
    async (ids: readonly string[] | null, count: number) => {
      try {
        const { result } = await jobs.purge(placeId, { entries: ids === null ? null : [...ids], confirm: count })
        const others = (result?.refused ?? 0) + (result?.skipped ?? 0)
        const changed = result?.changed ?? 0
        toaster.show({ message: others === 0 ? trash.purged(changed) : trash.purgedPartly(changed, others) })
      } catch (error) {
        const isOther = error instanceof VaultError && error.code === 'confirmation_needed'
        const now = isOther ? Number(error.details.count) : null
        const { sentence, advice } = errors.explain(error)
        toaster.show({ message: now === null ? `${sentence} ${advice}` : trash.changed(now) })
      }
      await lookAgain()
    },
    [placeId, jobs, lookAgain, toaster, trash, errors],
  )
  return { restore, purge }
}
