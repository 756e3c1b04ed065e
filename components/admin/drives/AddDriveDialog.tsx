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
import { driveRoutes } from '#lib/contracts/http/drives.ts'
import { useCareStrings } from '../use-care-strings.ts'
import { DriveFields } from './DriveFields.tsx'
import { DRIVES_KEY } from './use-drives.ts'

const EMPTY = { path: '', name: '', openTo: 'admins' as const, writable: false }
type Fields = Omit<typeof EMPTY, 'openTo'> & { openTo: 'admins' | 'accounts' | 'everybody' }

/** Shows a folder of the vault's computer as a drive. What is wrong with the folder is said at the field. */
export function AddDriveDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const strings = useStrings()
  const words = useCareStrings().drives
  const { show } = useToaster()
  const [fields, setFields] = useState<Fields>(EMPTY)
  const [missing, setMissing] = useState(false)
  const add = useAction({
    call: (api, { path, name, ...rights }: Fields) => {
      const named = name.trim() === '' ? {} : { name: name.trim() }
      return api.call(driveRoutes.add, { body: { path: path.trim(), ...named, ...rights } })
    },
    changes: [DRIVES_KEY, PLACES_KEY],
    onDone: (drive) => {
      onClose()
      show({ message: words.added(drive.name) })
    },
  })
  useOnOpen(isOpen, () => {
    setFields(EMPTY)
    setMissing(false)
    add.reset()
  })
  const submit = () => {
    const isMissing = fields.path.trim() === ''
    setMissing(isMissing)
    if (!isMissing) add.run(fields)
  }
  const code = codeOf(add.error)
  const said = add.error ? strings.errors.explain(add.error).sentence : undefined
  const ofPath = code?.startsWith('drive_folder') || code === 'invalid_path' || code === 'folder_not_writable'
  const ofName = code === 'room_exists' || code === 'room_name_reserved' || code === 'invalid_name'
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.addTitle}
      verb={words.add}
      pendingVerb={words.adding}
      onSubmit={submit}
      isPending={add.isPending}
      fieldErrors={missing || add.error}
      error={ofPath || ofName ? null : add.error}
    >
      <TextField
        label={words.path}
        value={fields.path}
        onChange={(path) => setFields({ ...fields, path })}
        help={words.pathHelp}
        error={missing ? words.pathNeeded : code === 'invalid_path' ? words.pathNeeded : ofPath ? said : undefined}
        autoFocus
        autoComplete="off"
        spellCheck="false"
      />
      <TextField
        label={words.name}
        value={fields.name}
        onChange={(name) => setFields({ ...fields, name })}
        help={words.nameHelp}
        maxLength={64}
        error={ofName ? said : undefined}
        autoComplete="off"
      />
      <DriveFields value={fields} onChange={setFields} />
    </FormDialog>
  )
}
