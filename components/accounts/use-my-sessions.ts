'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'

export const MY_SESSIONS_KEY = ['my-sessions'] as const

export function useMySessions() {
  const api = useApi()
  return useQuery({
    queryKey: MY_SESSIONS_KEY,
    queryFn: async ({ signal }) => {
      const { sessions } = await api.call(peopleRoutes.mySessions, { signal })
      // This device first, then the one that was here last.
      return sessions.toSorted((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt)
    },
  })
}
