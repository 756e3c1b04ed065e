'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTransfersOfPerson } from '#components/uploads/transfers-context.ts'
import type { Prefs } from '#lib/browser/db/browser-store.ts'

/** Longer than this nothing waits for how somebody liked it last time. */
const PATIENCE_MS = 700
const NONE: Prefs = {}

/**
 * How the person likes to see things on this device; null until that is read, or is too late: then they are as at first,
 * and `isRead` is false, for what must not be guessed.
 */
export function usePrefs(): { prefs: Prefs | null; isRead: boolean; change: (change: Prefs) => void } {
  const person = useTransfersOfPerson()
  const store = person?.store ?? null
  const key = useMemo(() => ['prefs', person?.name ?? null], [person?.name])
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: key,
    enabled: store !== null,
    staleTime: Number.POSITIVE_INFINITY,
    // Nothing of it may keep a page from being drawn.
    queryFn: () => store?.readPrefs().catch((): Prefs => ({})) ?? {},
  })
  const change = useCallback(
    (changed: Prefs) => {
      queries.setQueryData<Prefs>(key, (before) => ({ ...before, ...changed }))
      void store?.savePrefs(changed).catch(() => undefined)
    },
    [queries, store, key],
  )
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return { prefs: data ?? (isLate ? NONE : null), isRead: data !== undefined, change }
}
