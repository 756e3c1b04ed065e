'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { adminRoutes, type LogComponent, type LogLevelName, type LogLine } from '#lib/contracts/http/admin.ts'

export interface LogFilter {
  component: LogComponent | 'all'
  /** This one and worse. */
  level: LogLevelName
  text: string
}

/** More than this is no list to read: the oldest lines that were followed go. */
const MAX_FRESH = 1_000
const LOOK_EVERY_MS = 2_000
const NOTHING: readonly LogLine[] = []

/** Lines that fit, the newest first; while `follows`, what is new comes on top. */
export function useLog(filter: LogFilter, follows: boolean) {
  const api = useApi()
  const asked = {
    level: filter.level,
    ...(filter.component === 'all' ? {} : { component: filter.component }),
    ...(filter.text === '' ? {} : { text: filter.text }),
  }
  const pages = useInfiniteQuery({
    queryKey: ['log', asked],
    queryFn: ({ pageParam, signal }) =>
      api.call(adminRoutes.log, { query: { ...asked, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // Following tells what is new; the pages below stay as they are.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const lines = pages.data?.pages.flatMap((page) => page.lines)
  const first = pages.data?.pages[0]

  const [fresh, setFresh] = useState<{ base: string; lines: readonly LogLine[] }>({ base: '', lines: NOTHING })
  const base = first === undefined ? '' : `${JSON.stringify(asked)} ${first.newest}`
  const query = JSON.stringify(asked)
  const start = first?.newest
  useEffect(() => {
    if (!follows || start === undefined) return
    const ended = new AbortController()
    let after = start
    const look = async (): Promise<void> => {
      const page = await api.call(adminRoutes.log, { query: { ...JSON.parse(query), after }, signal: ended.signal })
      after = page.newest
      if (page.lines.length === 0) return
      setFresh((before) => {
        const known = before.base === base ? before.lines : NOTHING
        const ids = new Set(known.map(({ id }) => id))
        const added = page.lines.filter(({ id }) => !ids.has(id))
        return { base, lines: [...added, ...known].slice(0, MAX_FRESH) }
      })
    }
    // A look that fails is made up for by the next one.
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS)
    return () => {
      clearInterval(timer)
      ended.abort()
    }
  }, [api, follows, start, base, query])

  // An answer may hold no line and yet tell where to go on: much had to be read.
  const { hasNextPage, isFetching, fetchNextPage } = pages
  const goesOn = lines !== undefined && lines.length < 20 && hasNextPage && !isFetching
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, fetchNextPage])

  return {
    pages,
    level: first?.level,
    lines: lines && [...(fresh.base === base ? fresh.lines : NOTHING), ...lines],
  }
}
