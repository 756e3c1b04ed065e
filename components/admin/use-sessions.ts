'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'

export const SESSIONS_KEY = ['sessions'] as const

/** All sessions of the house, by person, the last seen first. */
export function useSessions() {
  const api = useApi()
  return useQuery({
    queryKey: SESSIONS_KEY,
    queryFn: async ({ signal }) => {
      const { sessions } = await api.call(peopleRoutes.sessions, { signal })
      return sessions.toSorted((a, b) => a.accountName.localeCompare(b.accountName) || b.lastSeenAt - a.lastSeenAt)
    },
  })
}
