'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { trashRoutes } from '#lib/contracts/http/trash.ts'
import { trashKey } from './trash-key.ts'

/** The trash of a place, a page at a time. */
export function useTrashList(placeId: string) {
  const api = useApi()
  const query = useInfiniteQuery({
    queryKey: trashKey(placeId),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.call(trashRoutes.list, {
        params: { place: placeId },
        query: pageParam === null ? {} : { cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
  const { data } = query
  const last = data?.pages.at(-1)
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  return {
    ...query,
    entries,
    total: last?.total ?? { count: 0, sizeBytes: 0 },
    keepDays: last?.keepDays ?? null,
  }
}
