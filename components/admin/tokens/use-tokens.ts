'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { serviceTokenRoutes } from '#lib/contracts/http/service-tokens.ts'

export const TOKENS_KEY = ['service-tokens'] as const

/** Long-lived tokens of machines. */
export function useTokens() {
  const api = useApi()
  return useQuery({
    queryKey: TOKENS_KEY,
    queryFn: async ({ signal }) => (await api.call(serviceTokenRoutes.list, { signal })).tokens,
  })
}
