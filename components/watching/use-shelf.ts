'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { searchRoutes } from '#lib/contracts/http/search.ts'
import { type Shelf, type ShelfEntry, watchingRoutes } from '#lib/contracts/http/watching.ts'
import { shelfKey, WATCHING_KEY } from './watching-keys.ts'

/** As many as a row shows before "See all". */
const ROW_ENTRIES = 12

/** The first of a list, for a row of the home page; empty while it is read, or cannot be. */
export function useShelfRow(shelf: Shelf): readonly ShelfEntry[] {
  const api = useApi()
  const { data } = useQuery({
    queryKey: shelfKey(shelf, 'row'),
    queryFn: ({ signal }) =>
      api.call(watchingRoutes.shelf, { params: { shelf }, query: { limit: ROW_ENTRIES }, signal }),
    placeholderData: keepPreviousData,
  })
  return data?.entries ?? []
}

/** Files added last, in all places that one may enter. */
export function useAddedRow(): readonly ShelfEntry[] {
  const api = useApi()
  const { data } = useQuery({
    queryKey: [...WATCHING_KEY, 'shelf', 'added'],
    queryFn: async ({ signal }) => {
      const query = { type: 'photo,film,sound,paper,table,archive,text,other', limit: ROW_ENTRIES }
      const { entries } = await api.call(searchRoutes.find, { query, signal })
      return entries.map((entry): ShelfEntry => ({ entry, at: entry.addedAt, position: null }))
    },
    placeholderData: keepPreviousData,
  })
  return data ?? []
}
