'use client'

import { lazy, Suspense, useEffect } from 'react'
import { PlaceGate } from '#components/rooms/PlaceGate.tsx'
import { FolderSkeleton } from './FolderSkeleton.tsx'
import { usePlaceAddress } from './use-place-address.ts'

const loadFolder = () => import('./FolderPage.tsx')
const FolderPage = lazy(async () => ({ default: (await loadFolder()).FolderPage }))

/** `/place?id=&path=&view=&sort=&type=&entry=` */
export function PlacePage() {
  const control = usePlaceAddress()
  useEffect(() => {
    // While the door is asked for: its code comes beside the answer, not after it.
    void loadFolder().catch(() => undefined)
  }, [])
  return (
    <PlaceGate place={control.address.place}>
      {(place) => (
        <Suspense fallback={<FolderSkeleton />}>
          <FolderPage place={place} control={control} />
        </Suspense>
      )}
    </PlaceGate>
  )
}
