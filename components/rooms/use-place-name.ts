'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { placeName } from './place-words.ts'
import { usePlaces } from './use-places.ts'

/** The name of a place, or null while it is not known. */
export function usePlaceName(placeId: string | null): string | null {
  const strings = useStrings()
  const places = usePlaces().data
  const all = places ? [...places.personal, ...places.rooms, ...places.drives] : []
  const place = all.find(({ id }) => id === placeId)
  return place ? placeName(place, strings) : null
}
