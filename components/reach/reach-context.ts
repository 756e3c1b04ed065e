'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Reach } from '#lib/browser/reach/reach.ts'

export const ReachContext = createContext<Reach | null>(null)

export function useReach(): Reach {
  const reach = useContext(ReachContext)
  if (!reach) throw new Error('useReach needs Providers above')
  return reach
}

/** Whether the vault is out of reach; false until that is known. */
export function useIsAway(): boolean {
  const reach = useReach()
  return useSyncExternalStore(reach.subscribe, reach.isAway, () => false)
}
