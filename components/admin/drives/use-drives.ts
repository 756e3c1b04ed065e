'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { useApi } from '#components/shell/api-context.ts'
import { driveRoutes } from '#lib/contracts/http/drives.ts'
import type { JobView } from '#lib/contracts/http/entries.ts'

export const DRIVES_KEY = ['drives'] as const

/** All drives. Asked again and again: one is plugged in while somebody looks. */
export function useDrives() {
  const api = useApi()
  return useQuery({
    queryKey: DRIVES_KEY,
    queryFn: async ({ signal }) => (await api.call(driveRoutes.list, { signal })).drives,
    refetchInterval: 3_000,
  })
}

/** How far a drive is looked through, as the live connection tells; null while no job does. */
export function useIndexing(job: string | null): Pick<JobView, 'done' | 'total'> | null {
  const { live } = useFileEngines()
  const [told, setTold] = useState<JobView | null>(null)
  useEffect(() => (job === null ? undefined : live.followJob(job, setTold)), [live, job])
  if (job === null) return null
  return told?.id === job ? told : { done: 0, total: null }
}
