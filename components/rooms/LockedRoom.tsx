'use client'

import { ChevronRight, UserRound } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { signInHref } from '#components/accounts/next-path.ts'
import { useAccount } from '#components/accounts/use-session.ts'
import { useWait } from '#components/accounts/use-wait.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { CountdownRing } from '#components/ui/CountdownRing.tsx'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { UnlockForm } from './UnlockForm.tsx'
import { useUnlock } from './use-unlock.ts'

/** A room with a password, seen from outside; after too many wrong ones with the time that has to pass. */
export function LockedRoom({ place }: { place: PlaceView }) {
  const strings = useStrings()
  const format = useFormat()
  const here = `${usePathname()}?${useSearchParams()}`
  const unlock = useUnlock(place.id)
  const { seconds, share } = useWait(unlock.error)
  const isShut = seconds > 0
  const signedIn = useAccount() !== null
  const { rooms } = strings
  const tile = <RoomTile place={place} size={92} />
  return (
    <>
      <TopBar back="/" />
      <PageBody width="form" className="items-center pt-4 tablet:pt-10">
        <div className="flex h-32 items-center justify-center">
          {isShut ? <CountdownRing share={share}>{tile}</CountdownRing> : tile}
        </div>
        <div className="flex flex-col items-center text-center">
          <h1 className="text-title">{place.name}</h1>
          {isShut ? (
            <>
              <p role="timer" aria-live="off" className="pt-3 text-figure tabular">
                {format.clock(seconds)}
              </p>
              <p className="text-body text-ink2">{unlock.failure?.sentence}</p>
              <p className="text-body text-ink2">{rooms.waitThenTry}</p>
            </>
          ) : (
            <p className="max-w-72 pt-2 text-body text-ink2 text-balance">{rooms.lockedLead}</p>
          )}
        </div>
        <UnlockForm unlock={unlock} secondsLeft={seconds} />
        {signedIn ? null : (
          <div className="flex w-full flex-col gap-2.5 pt-4">
            <p className="text-center text-label font-normal text-ink3">{isShut ? rooms.noWaiting : rooms.otherWays}</p>
            <div className="overflow-hidden rounded-card border border-hair bg-surface">
              <LinkRow href={signInHref(here)} icon={UserRound} trailing={ChevronRight}>
                {rooms.signIn}
              </LinkRow>
            </div>
          </div>
        )}
      </PageBody>
    </>
  )
}
