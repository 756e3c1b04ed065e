'use client'

import { Lock, LockKeyhole, Plus, Unplug } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { PlaceUnread } from '#components/chat/PlaceUnread.tsx'
import { useOpenPlace } from '#components/shell/address-context.ts'
import { NavLink } from '#components/shell/NavLink.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { CreateRoom } from './lazy-dialogs.tsx'
import { placeHref } from './place-href.ts'
import { usePlaces } from './use-places.ts'

/** Rooms and drives in the sidebar. */
export function SidebarPlaces() {
  const { rooms } = useStrings()
  const mayCreate = useSession().data?.may.createRooms ?? false
  const { data } = usePlaces()
  const [creates, setCreates] = useState(false)
  return (
    <>
      <div className="mt-4 mb-1 flex h-8 items-center justify-between pr-1 pl-3">
        <h2 className="text-caption font-medium text-ink3">{rooms.title}</h2>
        {mayCreate ? <IconButton icon={Plus} size="row" label={rooms.create} onPress={() => setCreates(true)} /> : null}
      </div>
      <PlaceLinks places={data?.rooms ?? []} />
      {data && data.drives.length > 0 ? (
        <>
          <h2 className="mt-4 mb-1 flex h-8 items-center pl-3 text-caption font-medium text-ink3">{rooms.drives}</h2>
          <PlaceLinks places={data.drives} />
        </>
      ) : null}
      <CreateRoom isOpen={creates} onClose={() => setCreates(false)} />
    </>
  )
}

function PlaceLinks({ places }: { places: PlaceView[] }) {
  const { rooms } = useStrings()
  const inPlace = usePathname().startsWith('/place')
  const open = useOpenPlace()
  return places.map((place) => (
    <NavLink
      key={place.id}
      href={placeHref(place.id)}
      isCurrent={inPlace && (open === place.id || open === place.slug)}
      leading={<RoomTile place={place} size={24} />}
      detail={
        <>
          {place.may.chat ? <PlaceUnread placeId={place.id} /> : null}
          {place.offline ? (
            <Badge icon={Unplug} tone="amber">
              {rooms.offline}
            </Badge>
          ) : place.locked || (place.readOnly && place.kind === 'room') ? (
            <span role="img" aria-label={place.locked ? rooms.needsPassword : rooms.readOnly}>
              <Icon of={place.locked ? LockKeyhole : Lock} size={16} className="text-ink3" />
            </span>
          ) : null}
        </>
      }
    >
      {place.name}
    </NavLink>
  ))
}
