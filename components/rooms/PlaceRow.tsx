'use client'

import { ChevronRight, Lock, LockKeyhole, Unplug } from 'lucide-react'
import { PlaceUnread } from '#components/chat/PlaceUnread.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { LinkRow } from '#components/ui/LinkRow.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { placeHref } from './place-href.ts'
import { placeCaption, placeName } from './place-words.ts'

/** One place of the list, with its one state at the end. */
export function PlaceRow({ place }: { place: PlaceView }) {
  const strings = useStrings()
  const { rooms } = strings
  return (
    <LinkRow
      href={placeHref(place.id)}
      leading={<RoomTile place={place} size={44} />}
      help={placeCaption(place, strings)}
      trailing={ChevronRight}
      detail={
        place.offline ? (
          <Badge icon={Unplug} tone="amber">
            {rooms.offline}
          </Badge>
        ) : place.locked ? (
          <Badge icon={LockKeyhole}>{rooms.locked}</Badge>
        ) : place.readOnly ? (
          <Badge icon={Lock}>{rooms.readOnly}</Badge>
        ) : place.may.chat ? (
          <PlaceUnread placeId={place.id} />
        ) : null
      }
    >
      {placeName(place, strings)}
    </LinkRow>
  )
}
