'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useShellAdd } from '#components/shell/shell-context.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import { Sheet } from '#components/ui/Sheet.tsx'
import { placeHref } from './place-href.ts'
import { placeCaption, placeName } from './place-words.ts'
import type { PlaceGroups } from './use-places.ts'

/** The Add button of the list of rooms: asks where, then the place asks what (`add=1`). */
export function AddSomewhere({ groups }: { groups: PlaceGroups }) {
  const strings = useStrings()
  const [isOpen, setOpen] = useState(false)
  const writable = [...groups.personal, ...groups.rooms, ...groups.drives].filter((place) => place.may.upload)
  useShellAdd(writable.length === 0 ? null : { label: strings.common.add, onPress: () => setOpen(true) })
  return (
    <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={strings.rooms.chooseForAdd}>
      <div className="-mx-1 divide-y divide-hair overflow-hidden rounded-card border border-hair bg-surface">
        {writable.map((place) => (
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
