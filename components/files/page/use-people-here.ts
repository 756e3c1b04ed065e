'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import type { Person } from '#lib/browser/live/live-client.ts'
import { useFileEngines } from '../files-context.ts'

const NOBODY: readonly Person[] = []

/** The others who look at a place right now. */
export function usePeopleHere(placeId: string): { names: string[]; guests: number } {
  const { live } = useFileEngines()
  const people = useSyncExternalStore(
    live.subscribe,
    () => live.getSnapshot().people.get(placeId) ?? NOBODY,
    () => NOBODY,
  )
  const principal = useSession().data?.principal
  const self =
    principal?.kind === 'account' ? principal.accountId : principal?.kind === 'guest' ? principal.deviceId : ''
  return useMemo(() => {
    const others = people.filter(({ id }) => id !== self)
    const names = others.map(({ name }) => name).filter((name) => name !== '')
    return { names, guests: others.length - names.length }
  }, [people, self])
}
