'use client'

import { useSearchParams } from 'next/navigation'
import { useSession } from '#components/accounts/use-session.ts'
import { ClosedRoom } from '#components/rooms/ClosedRoom.tsx'
import { PlaceGate } from '#components/rooms/PlaceGate.tsx'
import { TrashView } from './TrashView.tsx'

/** `/trash?id=`; without a place it is the trash of the own files, as the app's shortcut opens it. */
export function TrashPage() {
  const named = useSearchParams().get('id')
  const session = useSession().data
  const own = session?.principal.kind === 'account' ? session.principal.personalPlaceId : null
  const id = named ?? own
  if (id === null) return session ? <ClosedRoom name={null} /> : null
  return (
    <PlaceGate place={id}>
      {(place) =>
        place.may.seeTrash ? <TrashView key={place.id} place={place} /> : <ClosedRoom name={place.name} isForbidden />
      }
    </PlaceGate>
  )
}
