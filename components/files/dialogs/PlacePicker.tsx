'use client'

import { ChevronRight } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { placeName } from '#components/rooms/place-words.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'

/** The places one may put something into. */
export function PlacePicker({ places, onGo }: { places: readonly PlaceView[]; onGo: (placeId: string) => void }) {
  const strings = useStrings()
  return (
    <ul
      aria-label={strings.files.moveDialog.places}
      className="h-76 overflow-y-auto rounded-card border border-hair bg-surface p-1.5"
    >
      {places.map((place) => (
        <li key={place.id}>
          <Button
            onPress={() => onGo(place.id)}
            className="flex h-13 w-full items-center gap-3 rounded-row px-2.5 text-left text-body text-ink -outline-offset-2 data-hovered:bg-hover data-pressed:bg-select"
          >
            <RoomTile place={place} size={36} />
            <span className="min-w-0 flex-1 truncate">{placeName(place, strings)}</span>
            <Icon of={ChevronRight} size={18} className="text-ink3" />
          </Button>
        </li>
      ))}
    </ul>
  )
}
