'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { systemRoutes } from '#lib/contracts/http/system.ts'

export const SETTINGS_KEY = ['settings'] as const

/** What an admin changes about the vault in the page. */
export function useSettings() {
  const api = useApi()
  return useQuery({
    queryKey: SETTINGS_KEY,
    queryFn: ({ signal }) => api.call(systemRoutes.settings, { signal }),
  })
}
