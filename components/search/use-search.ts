'use client'

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { useApi } from '#components/shell/api-context.ts'
import { searchRoutes } from '#lib/contracts/http/search.ts'
import { type SearchAddress, toQuery } from './search-address.ts'
import { SEARCH_KEY } from './search-key.ts'

/** A pause in typing after which the vault is asked. */
const PAUSE_MS = 150
const PER_PAGE = 50

/** What a search finds, a page at a time; asked again when entries change anywhere. */
export function useSearch(address: SearchAddress) {
  const api = useApi()
  const wanted = useMemo(() => JSON.stringify(toQuery(address)), [address])
  const asked = useSettled(wanted)
  useLiveSearches()
  const query = useInfiniteQuery({
    queryKey: [...SEARCH_KEY, 'page', asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.call(searchRoutes.find, {
        // Written a few lines above.
        query: {
          ...(JSON.parse(asked) as ReturnType<typeof toQuery>),
          limit: PER_PAGE,
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  })
  const { data } = query
  const entries = useMemo(() => {
    const all = data?.pages.flatMap((page) => page.entries) ?? []
    // What changes between two pages may stand in both.
    return [...new Map(all.map((entry) => [entry.id, entry])).values()]
  }, [data])
  const first = data?.pages[0]
  return {
    ...query,
    entries,
    total: first?.total ?? null,
    isCutShort: first?.isCutShort ?? false,
    isIndexing: first?.isIndexing ?? false,
    /** Whether what is shown belongs to what is asked. */
    isCurrent: asked === wanted && !query.isPlaceholderData,
  }
}

function useSettled(wanted: string): string {
  const [settled, settle] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => settle(wanted), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  return settled
}

/** Asks all open searches again when the vault says that entries changed. */
function useLiveSearches(): void {
  const queries = useQueryClient()
  const { live } = useFileEngines()
  useEffect(() => {
    const again = () => void queries.invalidateQueries({ queryKey: SEARCH_KEY })
    const stopListening = live.listen(({ event }) => {
      if (event === 'search:changed' || event === 'places:changed') again()
    })
    const stopWatching = live.watchSearch()
    return () => {
      stopListening()
      stopWatching()
    }
  }, [queries, live])
}
