'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/api-context.ts'
import { type PlaceView, placeRoutes } from '#lib/contracts/http/places.ts'

/** Everything about places lies below this key: invalidate it when the list or what one may do changed. */
export const PLACES_KEY = ['places'] as const

export const placeKey = (place: string) => [...PLACES_KEY, place] as const

/** The places that are shown to whoever is here. */
export function usePlaces() {
  const api = useApi()
  return useQuery({
    queryKey: PLACES_KEY,
    queryFn: async ({ signal }) => {
      const { places } = await api.call(placeRoutes.list, { signal })
      return groupPlaces(places)
    },
  })
}

export interface PlaceGroups {
  personal: PlaceView[]
  rooms: PlaceView[]
  drives: PlaceView[]
}

/** Rooms by name, as people sort: "Room 2" before "Room 10". */
function groupPlaces(places: readonly PlaceView[]): PlaceGroups {
  const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const of = (kind: PlaceView['kind']) =>
    places.filter((place) => place.kind === kind).sort((a, b) => names.compare(a.name, b.name))
  return { personal: of('personal'), rooms: of('room'), drives: of('drive') }
}
