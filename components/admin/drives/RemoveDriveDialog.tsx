'use client'

import { useState } from 'react'
import { PLACES_KEY } from '#components/rooms/use-places.ts'
import { useAction } from '#components/shell/use-action.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { driveRoutes } from '#lib/contracts/http/drives.ts'
import { useCareStrings } from '../use-care-strings.ts'
import type { DriveDialogProps } from './ChangeDriveDialog.tsx'
import { DRIVES_KEY } from './use-drives.ts'

/** The vault forgets a drive, after its name was typed; its files stay as they are. */
export function RemoveDriveDialog({ drive, isOpen, onClose }: DriveDialogProps) {
  const words = useCareStrings().drives
  const { show } = useToaster()
  const [typed, setTyped] = useState('')
  const [mismatch, setMismatch] = useState(false)
  const remove = useAction({
    call: (api) => api.call(driveRoutes.remove, { params: { place: drive.id }, query: { confirm: drive.name } }),
    changes: [DRIVES_KEY, PLACES_KEY],
    onDone: () => {
      onClose()
      show({ message: words.removed(drive.name) })
    },
  })
  useOnOpen(isOpen, () => {
    setTyped('')
    setMismatch(false)
    remove.reset()
  })
  const matches = typed.trim().normalize('NFC') === drive.name.normalize('NFC')
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.removeTitle(drive.name)}
      verb={words.removeVerb}
      tone="danger"
      isPending={remove.isPending}
      onSubmit={() => (matches ? remove.run() : setMismatch(true))}
      fieldErrors={mismatch}
      error={remove.error}
    >
      <p>
        {words.removeHelp} {drive.named ? words.removeNamed : null}
      </p>
      <TextField
        label={words.removeType(drive.name)}
        value={typed}
        onChange={(next) => {
          setTyped(next)
          setMismatch(false)
        }}
        autoFocus
        autoComplete="off"
        spellCheck="false"
        error={mismatch ? words.removeMismatch : undefined}
      />
    </FormDialog>
  )
}
