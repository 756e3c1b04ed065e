'use client'

import { useStrings } from '#components/strings/use-strings.ts'
import { RoomTile } from '#components/ui/RoomTile.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { GlazePicker } from './GlazePicker.tsx'
import { IconPicker } from './IconPicker.tsx'
import type { RoomDraft } from './room-draft.ts'

export interface RoomLookFieldsProps {
  draft: RoomDraft
  change: (part: Partial<RoomDraft>) => void
  nameError: string | undefined
  autoFocus?: boolean
}

/** Name, colour and icon of a room, with its tile as it will look. */
export function RoomLookFields({ draft, change, nameError, autoFocus = false }: RoomLookFieldsProps) {
  const { rooms } = useStrings()
  return (
    <>
      <div className="flex items-start gap-3.5">
        <RoomTile place={{ kind: 'room', glaze: draft.glaze, icon: draft.icon }} size={44} className="mt-6" />
        <TextField
          label={rooms.name}
          value={draft.name}
          onChange={(name) => change({ name })}
          autoFocus={autoFocus}
          autoComplete="off"
          maxLength={64}
          error={nameError}
          className="flex-1"
        />
      </div>
      <GlazePicker value={draft.glaze} onChange={(glaze) => change({ glaze })} />
      <IconPicker value={draft.icon} glaze={draft.glaze} onChange={(icon) => change({ icon })} />
    </>
  )
}
