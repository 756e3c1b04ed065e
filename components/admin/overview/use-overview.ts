'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { adminRoutes } from '#lib/contracts/http/admin.ts'

/** How the vault stands, asked again while somebody looks. */
export function useOverview() {
  const api = useApi()
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => api.call(adminRoutes.overview, { signal }),
    refetchInterval: 2_000,
  })
}
