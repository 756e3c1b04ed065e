'use client'

import { useSearchParams } from 'next/navigation'
import { ClosedRoom } from '#components/rooms/ClosedRoom.tsx'
import { PlaceGate } from '#components/rooms/PlaceGate.tsx'
import { TrashView } from './TrashView.tsx'

/** `/trash?id=` */
export function TrashPage() {
  const id = useSearchParams().get('id') ?? ''
  return (
    <PlaceGate place={id}>
      {(place) =>
        place.may.seeTrash ? <TrashView key={place.id} place={place} /> : <ClosedRoom name={place.name} isForbidden />
      }
    </PlaceGate>
  )
}
