'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { Card } from '#components/ui/Card.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { PlaceRow } from './PlaceRow.tsx'
import type { PlaceGroups } from './use-places.ts'

/** Own files first, then rooms, then drives; a heading only where there is more than one kind. */
export function RoomList({ groups }: { groups: PlaceGroups }) {
  const { rooms } = useStrings()
  return (
    <>
      <PlaceCard places={groups.personal} />
      <PlaceCard places={groups.rooms} {...(groups.personal.length > 0 ? { title: rooms.title } : {})} />
      <PlaceCard places={groups.drives} title={rooms.drives} />
    </>
  )
}

function PlaceCard({ places, title }: { places: PlaceView[]; title?: string }) {
  if (places.length === 0) return null
  return (
    <section {...(title === undefined ? {} : { 'aria-label': title })} className="flex flex-col gap-2">
      {title === undefined ? null : <h2 className="px-1 text-label text-ink2">{title}</h2>}
      <Card kind="rows">
        {places.map((place) => (
          <PlaceRow key={place.id} place={place} />
        ))}
      </Card>
    </section>
  )
}
