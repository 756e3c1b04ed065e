'use client'

import { lazy, type ReactNode } from 'react'
import { useAccount } from '#components/accounts/use-session.ts'
import { PageBody } from '#components/shell/PageBody.tsx'
import { TopBar } from '#components/shell/TopBar.tsx'
import { codeOf } from '#components/strings/errors.ts'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { ClosedRoom } from './ClosedRoom.tsx'
import { UnknownRoom } from './UnknownRoom.tsx'
import { usePlace } from './use-place.ts'

const LockedRoom = lazy(async () => ({ default: (await import('./LockedRoom.tsx')).LockedRoom }))

export interface PlaceGateProps {
  /** Id or slug, as the address says. */
  place: string
  /** What is inside; drawn only for somebody who may enter. */
  children: (place: PlaceView) => ReactNode
}

/** The door of every place: shows what is inside, or what stands between. */
export function PlaceGate({ place, children }: PlaceGateProps) {
  const { data, error, isPending, refetch } = usePlace(place)
  const signedIn = useAccount() !== null
  if (place === '' || codeOf(error) === 'not_found') return <UnknownRoom slug={place} />
  if (codeOf(error) === 'not_signed_in' || codeOf(error) === 'session_ended') return <ClosedRoom name={null} />
  // What was shown stays while the vault is out of reach: the page inside says so itself.
  if (data?.locked) return <LockedRoom place={data} />
  if (data && !data.may.enter) return <ClosedRoom name={data.name} isForbidden={signedIn} />
  if (data) return children(data)
  return (
    <>
      <TopBar back="/" />
      <PageBody width="full">
        {isPending ? <SkeletonRows count={8} /> : <PageError error={error} onRetry={() => void refetch()} />}
      </PageBody>
    </>
  )
}
