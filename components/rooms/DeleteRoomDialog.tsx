'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { type PlaceView, placeRoutes } from '#lib/contracts/http/places.ts'
import { PLACES_KEY } from './use-places.ts'

export interface DeleteRoomDialogProps {
  place: PlaceView
  isOpen: boolean
  onClose: () => void
}

/** Deletes a room with everything in it, after its name was typed. */
export function DeleteRoomDialog({ place, isOpen, onClose }: DeleteRoomDialogProps) {
  const { rooms } = useStrings()
  const router = useRouter()
  const { show } = useToaster()
  const [typed, setTyped] = useState('')
  const [mismatch, setMismatch] = useState(false)
  const remove = useAction({
    call: (api) => api.call(placeRoutes.deleteRoom, { params: { place: place.id }, query: { confirm: place.name } }),
    changes: [PLACES_KEY],
    onDone: () => {
      onClose()
      show({ message: rooms.deleted(place.name) })
      router.replace('/')
    },
  })
  useOnOpen(isOpen, () => {
    setTyped('')
    setMismatch(false)
    remove.reset()
  })
  const matches = typed.trim().normalize('NFC') === place.name.normalize('NFC')
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={rooms.deleteTitle(place.name)}
      verb={rooms.deleteRoom}
      tone="danger"
      isPending={remove.isPending}
      onSubmit={() => (matches ? remove.run() : setMismatch(true))}
      fieldErrors={mismatch}
      error={remove.error}
    >
      <p>{rooms.deleteHelp(place.entryCount)}</p>
      <TextField
        label={rooms.deleteType(place.name)}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          setMismatch(false)
        }}
        autoFocus
        autoComplete="off"
        spellCheck="false"
        error={mismatch ? rooms.deleteMismatch : undefined}
      />
    </FormDialog>
  )
}
