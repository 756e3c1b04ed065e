'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { type AccessFilter, accessLogRoutes } from '#lib/contracts/http/access-log.ts'
import { mergeLines } from './access-filter.ts'

/** As often as the vault writes. */
const LOOK_EVERY_MS = 5_000
/** Fewer than these do not fill a page. */
const A_PAGE = 20

/** Lines that fit, the newest first; while `follows`, the top is read again and again. */
export function useAccessLog(filter: AccessFilter, follows: boolean) {
  const api = useApi()
  const pages = useInfiniteQuery({
    queryKey: ['access-log', filter],
    queryFn: ({ pageParam, signal }) =>
      api.call(accessLogRoutes.list, {
        query: { ...filter, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // The top tells what is new; the pages below stay as they are.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const top = useQuery({
    queryKey: ['access-log', 'top', filter],
    queryFn: ({ signal }) => api.call(accessLogRoutes.list, { query: filter, signal }),
    enabled: follows && pages.isSuccess,
    refetchInterval: LOOK_EVERY_MS,
    gcTime: 0,
  })
  const read = pages.data?.pages.flatMap((page) => page.lines)
  const newest = follows ? (top.data?.lines ?? []) : []
  const { hasNextPage, isFetching, fetchNextPage, refetch } = pages

  // So much happened between two looks that something is missing between what they saw.
  const known = new Set(read?.map(({ id }) => id))
  const hasGap = known.size > 0 && newest.length >= A_PAGE && !newest.some(({ id }) => known.has(id))
  useEffect(() => {
    if (hasGap) void refetch()
  }, [hasGap, refetch])

  // An answer may hold no line and yet tell where to go on: much had to be read.
  const goesOn = read !== undefined && read.length < A_PAGE && hasNextPage && !isFetching
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, fetchNextPage])

  return { pages, lines: read && mergeLines(newest, read), state: top.data ?? pages.data?.pages[0] }
}
