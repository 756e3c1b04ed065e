'use client'

import { PlaceGate } from '#components/rooms/PlaceGate.tsx'
import { FolderPage } from './FolderPage.tsx'
import { FolderRouter } from './FolderRouter.tsx'
import { usePlaceAddress } from './use-place-address.ts'

/** `/place?id=&path=&view=&sort=&type=&entry=` */
export function PlacePage() {
  const control = usePlaceAddress()
  return (
    <PlaceGate place={control.address.place}>
      {(place) => (
        <FolderRouter>
          <FolderPage place={place} control={control} />
        </FolderRouter>
      )}
    </PlaceGate>
  )
}
