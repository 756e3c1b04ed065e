'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { SEARCH_KEY } from '#components/search/search-key.ts'
import { useApi } from '#components/shell/api-context.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { searchRoutes } from '#lib/contracts/http/search.ts'

/** A pause in typing after which the vault is asked. */
const PAUSE_MS = 150
const MOST = 12

export interface Found {
  readonly entries: readonly EntryView[]
  /** Whether what is shown belongs to what was typed. */
  readonly isCurrent: boolean
  readonly error: unknown
}

/** Entries by their names, in all places; mistakes in typing are forgiven. */
export function useFound(text: string): Found {
  const api = useApi()
  const wanted = text.trim()
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(wanted), wanted === '' ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  const found = useQuery({
    queryKey: [...SEARCH_KEY, 'palette', q],
    queryFn: async ({ signal }) => (await api.call(searchRoutes.find, { query: { q, limit: MOST }, signal })).entries,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const entries = wanted === '' ? [] : (found.data ?? [])
  return { entries, isCurrent: q === wanted && !found.isFetching, error: found.error }
}
