'use client'

import { FolderOpen, Lock, Settings, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { DeleteRoom } from '#components/rooms/lazy-dialogs.tsx'
import { placeHref, placeSettingsHref } from '#components/rooms/place-href.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import type { PlaceView } from '#lib/contracts/http/places.ts'

/** A room with who enters and how much is in it, and what an admin does with it. */
export function RoomAdminRow({ place }: { place: PlaceView }) {
  const { admin, rooms } = useStrings()
  const [deletes, setDeletes] = useState(false)
  const size =
    place.entryCount === null || place.sizeBytes === null
      ? null
      : rooms.entriesAndSize(place.entryCount, place.sizeBytes)
  return (
    <div className="flex min-h-16 items-center gap-3.5 py-2.5 pr-2.5 pl-4">
      <RoomTile place={place} size={40} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-body font-medium">{place.name}</p>
        <p className="truncate text-caption text-ink3 tabular">
          {rooms.access[place.access]}
          {size === null ? null : <span className="max-tablet:hidden">. {size}</span>}
        </p>
      </div>
      {place.readOnly ? <Badge icon={Lock}>{rooms.readOnly}</Badge> : null}
      <MenuButton
        label={admin.openRoomActions(place.name)}
        title={place.name}
        caption={rooms.access[place.access]}
        media={<RoomTile place={place} size={40} />}
        entries={[
          { id: 'open', icon: FolderOpen, label: admin.openRoom, href: placeHref(place.id) },
          { id: 'settings', icon: Settings, label: rooms.settings, href: placeSettingsHref(place.id) },
          'divider',
          { id: 'delete', icon: Trash2, tone: 'danger', label: rooms.deleteMenu, onAction: () => setDeletes(true) },
        ]}
      />
      <DeleteRoom place={place} isOpen={deletes} onClose={() => setDeletes(false)} />
    </div>
  )
}
