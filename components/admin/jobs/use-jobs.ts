'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useFileEngines } from '#components/files/files-context.ts'
import { useApi } from '#components/shell/api-context.ts'
import { type AdminJob, adminRoutes } from '#lib/contracts/http/admin.ts'
import type { JobView } from '#lib/contracts/http/entries.ts'

export const JOBS_KEY = ['jobs'] as const
export type JobFilter = 'all' | AdminJob['state']

/** Jobs of everybody, the newest first. */
export function useJobs(filter: JobFilter) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...JOBS_KEY, filter],
    queryFn: ({ pageParam, signal }) =>
      api.call(adminRoutes.jobs, {
        query: { ...(filter === 'all' ? {} : { state: filter }), ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
  })
}

/** A job as the live connection tells of it, while it is not over; its end asks for the list again. */
export function useJobProgress(job: AdminJob): Pick<JobView, 'state' | 'done' | 'total'> {
  const { live } = useFileEngines()
  const queries = useQueryClient()
  const [told, setTold] = useState<JobView | null>(null)
  const { id, state } = job
  const isOpen = state === 'running' || state === 'queued'
  useEffect(() => {
    if (!isOpen) return
    return live.followJob(id, (next) => {
      setTold(next)
      if (next.state !== 'running' && next.state !== 'queued') void queries.invalidateQueries({ queryKey: JOBS_KEY })
    })
  }, [live, queries, id, isOpen])
  return isOpen && told !== null ? told : job
}
