'use client'

import { Ellipsis, FolderOpen, Lock, Settings, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { MenuTrigger } from 'react-aria-components/Menu'
import { DeleteRoomDialog } from '#components/rooms/DeleteRoomDialog.tsx'
import { placeHref, placeSettingsHref } from '#components/rooms/place-href.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Badge } from '#components/ui/Badge.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { MenuDivider, MenuItem } from '#components/ui/MenuItem.tsx'
import { MenuSurface } from '#components/ui/MenuSurface.tsx'
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
      <MenuTrigger>
        <IconButton icon={Ellipsis} label={admin.openRoomActions(place.name)} tooltip={false} />
        <MenuSurface
          label={place.name}
          caption={rooms.access[place.access]}
          media={<RoomTile place={place} size={40} />}
        >
          <MenuItem icon={FolderOpen} href={placeHref(place.id)}>
            {admin.openRoom}
          </MenuItem>
          <MenuItem icon={Settings} href={placeSettingsHref(place.id)}>
            {rooms.settings}
          </MenuItem>
          <MenuDivider />
          <MenuItem icon={Trash2} tone="danger" onAction={() => setDeletes(true)}>
            {rooms.deleteMenu}
          </MenuItem>
        </MenuSurface>
      </MenuTrigger>
      <DeleteRoomDialog place={place} isOpen={deletes} onClose={() => setDeletes(false)} />
    </div>
  )
}
