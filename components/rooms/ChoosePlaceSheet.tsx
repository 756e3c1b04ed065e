'use client'

import { ChevronRight } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import { Sheet } from '#components/ui/Sheet.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { placeHref } from './place-href.ts'
import { placeCaption, placeName } from './place-words.ts'

export interface ChoosePlaceSheetProps {
  isOpen: boolean
  onClose: () => void
  /** Only those that take something. */
  places: readonly PlaceView[]
}

/** Asks where to add something. */
export function ChoosePlaceSheet({ isOpen, onClose, places }: ChoosePlaceSheetProps) {
  const strings = useStrings()
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={strings.rooms.chooseForAdd}>
      <div className="-mx-1 divide-y divide-hair overflow-hidden rounded-card border border-hair bg-surface">
        {places.map((place) => (
          <LinkRow
            key={place.id}
            href={`${placeHref(place.id)}&add=1`}
            leading={<RoomTile place={place} />}
            help={placeCaption(place, strings)}
            trailing={ChevronRight}
          >
            {placeName(place, strings)}
          </LinkRow>
        ))}
      </div>
    </Sheet>
  )
}
