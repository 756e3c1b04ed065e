'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { backupRoutes } from '#lib/contracts/http/backups.ts'

export const BACKUPS_KEY = ['backups'] as const

const WHILE_RUNNING_MS = 1_000
const OTHERWISE_MS = 30_000

/** Settings, runs and snapshots; asked often while something runs. */
export function useBackups() {
  const api = useApi()
  return useQuery({
    queryKey: BACKUPS_KEY,
    queryFn: ({ signal }) => api.call(backupRoutes.get, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.running || state.data?.check.running ? WHILE_RUNNING_MS : OTHERWISE_MS,
  })
}
