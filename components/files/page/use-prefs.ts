'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTransfersOfPerson } from '#components/uploads/transfers-context.ts'
import type { Prefs } from '#lib/browser/db/browser-store.ts'

/** How the person likes to see things on this device; null until that is read. */
export function usePrefs(): { prefs: Prefs | null; change: (change: Prefs) => void } {
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
  return { prefs: data ?? null, change }
}
