import type { Strings } from '#components/strings/en.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'

/** The name a person reads: a personal room is "My files", or somebody's. */
export function placeName(place: Pick<PlaceView, 'kind' | 'name' | 'ownerName' | 'may'>, strings: Strings): string {
  if (place.kind !== 'personal') return place.name
  // An admin who looks into it may not upload there; the owner may.
  if (place.may.upload || place.ownerName === null) return strings.rooms.myFiles
  return strings.rooms.filesOf(place.ownerName)
}

/** What stands below the name: how much is in it, else who may enter. */
export function placeCaption(place: PlaceView, strings: Strings): string {
  if (place.kind === 'personal' && place.entryCount === null) return strings.rooms.onlyYou
  if (place.entryCount === null || !place.may.enter) return strings.rooms.access[place.access]
  return place.sizeBytes === null
    ? strings.rooms.entries(place.entryCount)
    : strings.rooms.entriesAndSize(place.entryCount, place.sizeBytes)
}
