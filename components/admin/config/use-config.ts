'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { adminRoutes } from '#lib/contracts/http/admin.ts'

export const CONFIG_KEY = ['config'] as const

/** Every setting of the start, as it stands now. */
export function useConfig() {
  const api = useApi()
  return useQuery({
    queryKey: CONFIG_KEY,
    queryFn: async ({ signal }) => (await api.call(adminRoutes.config, { signal })).settings,
  })
}
