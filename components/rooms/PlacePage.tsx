'use client'

import { useSearchParams } from 'next/navigation'
import { PlaceGate } from './PlaceGate.tsx'

/** `/place?id=&path=` */
export function PlacePage() {
  const query = useSearchParams()
  return <PlaceGate place={query.get('id') ?? ''}>{(place) => <p className="p-6">{place.name}</p>}</PlaceGate>
}
