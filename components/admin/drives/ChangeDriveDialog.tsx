'use client'

import { useState } from 'react'
import { PLACES_KEY } from '#components/rooms/use-places.ts'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { type DriveView, driveRoutes } from '#lib/contracts/http/drives.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { DriveFields } from './DriveFields.tsx'
import { DRIVES_KEY } from './use-drives.ts'

export interface DriveDialogProps {
  drive: DriveView
  isOpen: boolean
  onClose: () => void
}

const fieldsOf = ({ name, openTo, writable }: DriveView) => ({ name, openTo, writable })

/** Renames a drive, opens or closes it, and lets the household write to it. */
export function ChangeDriveDialog({ drive, isOpen, onClose }: DriveDialogProps) {
  const strings = useStrings()
  const words = useCareStrings().drives
  const { show } = useToaster()
  const [fields, setFields] = useState(() => fieldsOf(drive))
  const [missing, setMissing] = useState(false)
  const change = useAction({
    call: (api, { name, openTo, writable }: ReturnType<typeof fieldsOf>) =>
      api.call(driveRoutes.change, {
        params: { place: drive.id },
        // Only what is another: whether a drive can be written to is not asked while it is unplugged.
        body: {
          ...(name.trim() === drive.name ? {} : { name: name.trim() }),
          ...(openTo === drive.openTo ? {} : { openTo }),
          ...(writable === drive.writable ? {} : { writable }),
        },
      }),
    changes: [DRIVES_KEY, PLACES_KEY],
    onDone: ({ name }) => {
      onClose()
      show({ message: words.changed(name) })
    },
  })
  useOnOpen(isOpen, () => {
    setFields(fieldsOf(drive))
    setMissing(false)
    change.reset()
  })
  const submit = () => {
    const isMissing = fields.name.trim() === ''
    setMissing(isMissing)
    if (!isMissing) change.run(fields)
  }
  const isOfName = ['room_exists', 'room_name_reserved', 'invalid_name'].includes(codeOf(change.error) ?? '')
  const said = isOfName ? strings.errors.explain(change.error).sentence : undefined
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.changeTitle(drive.name)}
      verb={strings.common.save}
      pendingVerb={strings.common.saving}
      onSubmit={submit}
      isPending={change.isPending}
      fieldErrors={missing || change.error}
      error={isOfName ? null : change.error}
    >
      <TextField
        label={words.name}
        value={fields.name}
        onChange={(name) => setFields({ ...fields, name })}
        maxLength={64}
        error={missing ? words.nameNeeded : said}
        autoComplete="off"
      />
      <DriveFields value={fields} onChange={setFields} />
    </FormDialog>
  )
}
