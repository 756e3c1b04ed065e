'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { useApi } from '#components/shell/api-context.ts'
import { useTransfersSnapshot } from '#components/uploads/transfers-context.ts'
import { usageRoutes } from '#lib/contracts/http/usage.ts'
import { USAGE_KEY } from './usage-key.ts'

/** What nobody tells this page of: the disk, filled by others in other rooms. */
const BACKSTOP_MS = 60_000

/**
 * How much is used, alive: asked again when a place that is open changes, when the vault says that the share of the
 * person did, and when a transfer of this page is done.
 */
export function useUsage(placeId: string | null, isOpen: boolean) {
  const { live } = useFileEngines()
  const api = useApi()
  const queries = useQueryClient()
  const { transfers } = useTransfersSnapshot()
  const doneCount = transfers.reduce((sum, { state }) => sum + (state.kind === 'done' ? 1 : 0), 0)
  const asked = useRef(doneCount)
  useEffect(() => {
    if (asked.current === doneCount) return
    asked.current = doneCount
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: USAGE_KEY }), 500)
    return () => clearTimeout(timer)
  }, [queries, doneCount])
  // Only what is open is joined: a join reads all that is known of places again.
  useEffect(() => (placeId !== null && isOpen ? live.join(placeId) : undefined), [live, placeId, isOpen])
  return useQuery({
    queryKey: [...USAGE_KEY, placeId],
    enabled: placeId !== null,
    refetchInterval: BACKSTOP_MS,
    queryFn: ({ signal }) => api.call(usageRoutes.get, { params: { place: placeId ?? '' }, signal }),
  })
}
