'use client'

import { Lock } from 'lucide-react'
import { placeCaption, placeName } from '#components/rooms/place-words.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Icon } from '#components/ui/Icon.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'

export interface SharePlacesProps {
  label: string
  /** Those that take files, and those that are read-only, which say so. */
  places: readonly PlaceView[]
  value: string
  onChange: (placeId: string) => void
}

export function SharePlaces({ label, places, value, onChange }: SharePlacesProps) {
  const strings = useStrings()
  return (
    <RadioGroup label={label} value={value} onChange={onChange}>
      {places.map((place) => {
        const isShut = !place.may.upload
        return (
          <Radio
            key={place.id}
            value={place.id}
            isDisabled={isShut}
            leading={<RoomTile place={place} size={44} />}
            help={isShut ? strings.rooms.readOnlySentence : placeCaption(place, strings)}
            {...(isShut ? { mark: <Icon of={Lock} size={20} className="text-ink3" /> } : {})}
          >
            {placeName(place, strings)}
          </Radio>
        )
      })}
    </RadioGroup>
  )
}
