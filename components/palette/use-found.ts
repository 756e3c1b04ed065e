'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'

/** A pause in typing after which the vault is asked. */
const PAUSE_MS = 150
const MOST = 12

export interface Found {
  readonly entries: readonly EntryView[]
  /** Whether what is shown belongs to what was typed. */
  readonly isCurrent: boolean
  readonly error: unknown
}

/** Entries by part of their name, in all places. */
export function useFound(text: string): Found {
  const api = useApi()
  const wanted = text.trim()
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(wanted), wanted === '' ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: async ({ signal }) => (await api.call(entryRoutes.search, { query: { q, limit: MOST }, signal })).entries,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const entries = wanted === '' ? [] : (found.data ?? [])
  return { entries, isCurrent: q === wanted && !found.isFetching, error: found.error }
}
