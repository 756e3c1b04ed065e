'use client'

import { type ReactNode, useEffect } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useFileEngines } from '#components/files/files-context.ts'
import { usePlaces } from '#components/rooms/use-places.ts'
import { useKeepAwake } from '#components/uploads/use-keep-awake.ts'
import { useLimits } from '#components/uploads/use-limits.ts'
import type { Pins } from '#lib/browser/pins/pins.ts'
import { PinsContext, usePinsSnapshot } from './pins-context.ts'
import { useHandOver } from './use-hand-over.ts'
import { useOpenPins } from './use-open-pins.ts'

/** What is kept on this device, for all pages. */
export function PinsProvider({ children }: { children: ReactNode }) {
  const opened = useOpenPins()
  return (
    <PinsContext value={opened}>
      {opened.pins ? <PinsCompanion pins={opened.pins} /> : null}
      {children}
    </PinsContext>
  )
}

/** Tells the pins what happens around them: the network, doors that open, what changed in the vault. */
function PinsCompanion({ pins }: { pins: Pins }) {
  const { live } = useFileEngines()
  useHandOver()
  useLimits(pins)
  useKeepAwake(usePinsSnapshot().pins)
  useEffect(() => {
    const tell = () => pins.send({ kind: 'network', online: navigator.onLine })
    const wake = () => document.visibilityState === 'visible' && navigator.onLine && tell()
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    document.addEventListener('visibilitychange', wake)
    return () => {
      window.removeEventListener('online', tell)
      window.removeEventListener('offline', tell)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [pins])

  useEffect(
    () =>
      live.listen(({ event, payload }) => {
        if (event === 'place:changed') pins.send({ kind: 'placeChanged', placeId: payload.placeId })
        if (event === 'place:removed') pins.send({ kind: 'placeChanged', placeId: payload.placeId })
      }),
    [pins, live],
  )

  const principal = useSession().data?.principal
  const places = usePlaces().data
  const open = places && [...places.personal, ...places.rooms, ...places.drives].filter((place) => place.may.enter)
  // Changes whenever another door is open than before.
  const doors = `${principal?.kind === 'account' ? principal.sessionId : principal?.kind} ${open?.map(({ id }) => id)}`
  useEffect(() => {
    if (doors !== '') pins.send({ kind: 'unlocked' })
  }, [pins, doors])
  return null
}
