'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { type SessionView, systemRoutes } from '#lib/contracts/http/system.ts'

export const SESSION_KEY = ['session'] as const

/** Who is here and what the vault allows; every page asks it first. */
export function useSession() {
  const api = useApi()
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => api.call(systemRoutes.session, { signal }),
    // Where the live channel cannot be, a session that ended elsewhere is still noticed.
    refetchInterval: 60_000,
  })
}

export type Principal = SessionView['principal']
export type AccountPrincipal = Extract<Principal, { kind: 'account' }>

/** The account that is signed in, or null: nobody, a guest, or not known yet. */
export function useAccount(): AccountPrincipal | null {
  const principal = useSession().data?.principal
  return principal?.kind === 'account' ? principal : null
}
