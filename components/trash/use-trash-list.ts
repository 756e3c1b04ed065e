'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
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
  const last = query.data?.pages.at(-1)
  return {
    ...query,
    entries: query.data?.pages.flatMap(({ entries }) => entries) ?? [],
    total: last?.total ?? { count: 0, sizeBytes: 0 },
    keepDays: last?.keepDays ?? null,
  }
}
