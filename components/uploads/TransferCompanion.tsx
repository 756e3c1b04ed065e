'use client'

import { useEffect } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useReach } from '#components/reach/reach-context.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import type { Transfers } from '#lib/browser/transfers/transfers.ts'
import { useTransfersSnapshot } from './transfers-context.ts'
import { useBackground } from './use-background.ts'
import { useBeforeUnload } from './use-before-unload.ts'
import { useKeepAwake } from './use-keep-awake.ts'
import { useLimits } from './use-limits.ts'
import { useRefreshWhenSafe } from './use-refresh-when-safe.ts'

/** Tells the transfers what happens around them: the network, a room that was opened, somebody who signed in. */
export function TransferCompanion({ transfers }: { transfers: Transfers }) {
  useBackground()
  useBeforeUnload()
  useKeepAwake(useTransfersSnapshot().transfers)
  useRefreshWhenSafe()

  useEffect(() => {
    const tell = () => transfers.send({ kind: 'network', online: navigator.onLine })
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    return () => {
      window.removeEventListener('online', tell)
      window.removeEventListener('offline', tell)
    }
  }, [transfers])

  const reach = useReach()
  // A vault that was away is back, which no browser tells.
  useEffect(() => reach.onBack(() => transfers.send({ kind: 'network', online: true })), [reach, transfers])
  useLimits(transfers)

  const principal = useSession().data?.principal
  const places = usePlaces().data
  const open = places && [...places.personal, ...places.rooms, ...places.drives].filter((place) => place.may.enter)
  // Changes whenever another door is open than before.
  const doors = `${principal?.kind === 'account' ? principal.sessionId : principal?.kind} ${open?.map(({ id }) => id)}`
  useEffect(() => {
    if (doors !== '') transfers.send({ kind: 'unlocked' })
  }, [transfers, doors])
  return null
}
