'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { watchingRoutes } from '#lib/contracts/http/watching.ts'
import { FAVOURITES_KEY } from './watching-keys.ts'

export interface Favourites {
  has: (entryId: string) => boolean
  /** Seen at once, and taken back when the vault would not. */
  set: (entryIds: readonly string[], isFavourite: boolean) => void
}

const NONE: ReadonlySet<string> = new Set()

function useIds() {
  const api = useApi()
  return useQuery({
    queryKey: FAVOURITES_KEY,
    queryFn: async ({ signal }): Promise<ReadonlySet<string>> =>
      new Set((await api.call(watchingRoutes.favourites, { signal })).ids),
    staleTime: 60_000,
  }).data
}

export const useIsFavourite = (entryId: string): boolean => useIds()?.has(entryId) ?? false

/** The stars of whoever is here. */
export function useFavourites(): Favourites {
  const api = useApi()
  const queries = useQueryClient()
  const toaster = useToaster()
  const { errors } = useStrings()
  const data = useIds()
  const { mutate } = useMutation({
    mutationFn: async ({ entryIds, isFavourite }: { entryIds: readonly string[]; isFavourite: boolean }) => {
      const row = isFavourite ? watchingRoutes.favour : watchingRoutes.unfavour
      for (const entry of entryIds) await api.call(row, { params: { entry } })
    },
    onMutate: ({ entryIds, isFavourite }) => {
      queries.setQueryData<ReadonlySet<string>>(FAVOURITES_KEY, (before = NONE) => {
        const after = new Set(before)
        for (const id of entryIds) {
          if (isFavourite) after.add(id)
          else after.delete(id)
        }
        return after
      })
    },
    onError: (error) => {
      const { sentence, advice } = errors.explain(error)
      toaster.show({ message: `${sentence} ${advice}` })
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['watching'] }),
  })
  return useMemo(
    () => ({
      has: (entryId) => data?.has(entryId) ?? false,
      set: (entryIds, isFavourite) => mutate({ entryIds, isFavourite }),
    }),
    [data, mutate],
  )
}
