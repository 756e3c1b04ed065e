'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useFollowDepartures } from './use-follow-departures.ts'
import { type AccountPrincipal, SESSION_KEY, useSession } from './use-session.ts'

/**
 * The account whose session ended while this page was open, or null. The page stays, for transfers hang on it,
 * but what it had loaded for that account is dropped. Somebody else who signs in gets a fresh page.
 */
export function useLostAccount(): AccountPrincipal | null {
  const queries = useQueryClient()
  const principal = useSession().data?.principal
  const [last, setLast] = useState<AccountPrincipal | null>(null)
  if (principal?.kind === 'account' && last === null) setLast(principal)
  const isLost = last !== null && principal !== undefined && principal.kind !== 'account'
  const isSomebodyElse = last !== null && principal?.kind === 'account' && principal.accountId !== last.accountId

  useEffect(() => {
    if (isLost) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] })
  }, [isLost, queries])
  useEffect(() => {
    if (isSomebodyElse) window.location.replace('/')
  }, [isSomebodyElse])
  useFollowDepartures(last !== null)
  return isLost || isSomebodyElse ? last : null
}
