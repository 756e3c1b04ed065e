'use client'

import { useSearchParams } from 'next/navigation'
import { ClosedRoom } from './ClosedRoom.tsx'
import { PlaceGate } from './PlaceGate.tsx'
import { RoomSettingsPage } from './RoomSettingsPage.tsx'

/** `/place/settings?id=` */
export function PlaceSettingsPage() {
  const id = useSearchParams().get('id') ?? ''
  return (
    <PlaceGate place={id}>
      {(place) =>
        place.may.manage && place.kind === 'room' ? (
          <RoomSettingsPage key={place.id} place={place} />
        ) : (
          <ClosedRoom name={place.name} isForbidden />
        )
      }
    </PlaceGate>
  )
}
