'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { type Shelf, type ShelfEntry, watchingRoutes } from '#lib/contracts/http/watching.ts'
import { useWatchingStrings } from './use-watching-strings.ts'
import { shelfKey } from './watching-keys.ts'

type Forgettable = Exclude<Shelf, 'favourites'>

/** Takes an entry out of a row at once, with the way back. */
export function useForget(): (shelf: Forgettable, of: ShelfEntry) => void {
  const api = useApi()
  const queries = useQueryClient()
  const toaster = useToaster()
  const words = useWatchingStrings()
  const { errors } = useStrings()
  return useCallback(
    (shelf, { entry, position }) => {
      const queryKey = shelfKey(shelf, 'row')
      const params = { entry: entry.id }
      const readAgain = () => void queries.invalidateQueries({ queryKey })
      const complain = (error: unknown) => {
        const { sentence, advice } = errors.explain(error)
        toaster.show({ message: `${sentence} ${advice}` })
        readAgain()
      }
      const putBack = async () => {
        if (shelf === 'opened') await api.call(watchingRoutes.opened, { params })
        else if (position !== null) {
          const { positionMs, durationMs } = position
          await api.call(watchingRoutes.report, { params, body: { positionMs, durationMs } })
        }
        readAgain()
      }
      queries.setQueryData<{ entries: ShelfEntry[]; nextCursor: string | null }>(
        queryKey,
        (before) => before && { ...before, entries: before.entries.filter((other) => other.entry.id !== entry.id) },
      )
      api
        .call(shelf === 'opened' ? watchingRoutes.forgetOpened : watchingRoutes.forget, { params })
        .then(() => {
          readAgain()
          toaster.show({
            message: shelf === 'opened' ? words.forgotOpened(entry.name) : words.forgotContinue(entry.name),
            action: { label: words.undo, onPress: () => void putBack().catch(complain) },
          })
        })
        .catch(complain)
    },
    [api, queries, toaster, words, errors],
  )
}
