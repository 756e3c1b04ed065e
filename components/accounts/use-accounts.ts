'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'
import { useSession } from './use-session.ts'

export const ACCOUNTS_KEY = ['accounts'] as const

/** All accounts, by name; only admins may ask. */
export function useAccounts() {
  const api = useApi()
  const mayAsk = useSession().data?.may.administer ?? false
  return useQuery({
    queryKey: ACCOUNTS_KEY,
    enabled: mayAsk,
    queryFn: async ({ signal }) => {
      const { accounts } = await api.call(peopleRoutes.accounts, { signal })
      return accounts.toSorted((a, b) => a.name.localeCompare(b.name))
    },
  })
}
