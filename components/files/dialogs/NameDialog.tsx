'use client'

import { useRef, useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { type EntryView, entryRoutes } from '#lib/contracts/http/entries.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'

export interface NameDialogProps {
  isOpen: boolean
  onClose: () => void
  placeId: string
  /** The folder that gets a new one. */
  path: string
  /** What is renamed; null for a new folder. */
  entry: EntryView | null
  onDone: (entry: EntryView) => void
}

/** Failures that are about the name; they stand at the field. */
const ABOUT_THE_NAME = new Set(['invalid_name', 'entry_exists', 'invalid_input', 'invalid_path'])

/** A name for a new folder, or another one for an entry. */
export function NameDialog({ isOpen, onClose, placeId, path, entry, onDone }: NameDialogProps) {
  const { files, errors } = useStrings()
  const [name, setName] = useState('')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const action = useAction({
    changes: [],
    call: (api, chosen: string) =>
      entry === null
        ? api.call(entryRoutes.createFolder, { params: { place: placeId }, body: { path, name: chosen } })
        : api.call(entryRoutes.rename, { params: { entry: entry.id }, body: { name: chosen } }),
    onDone: (done) => {
      onClose()
      onDone(done)
    },
  })
  useOnOpen(isOpen, () => {
    setName(entry?.name ?? '')
    setMissing(false)
    action.reset()
    // The ending stays unless somebody means it.
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(0, entry ? stemLengthOf(entry) : 0)
    })
  })
  const submit = () => {
    setMissing(name.trim() === '')
    if (name.trim() === '') return
    if (name === entry?.name) onClose()
    else action.run(name.trim())
  }
  const isNameError = ABOUT_THE_NAME.has(codeOf(action.error) ?? '')
  const { sentence, advice } = errors.explain(action.error)
  const error = isMissing ? files.nameNeeded : isNameError ? `${sentence} ${advice}` : undefined
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={entry === null ? files.newFolderTitle : files.renameTitle(entry.name)}
      verb={entry === null ? files.createFolder : files.actions.rename}
      pendingVerb={entry === null ? files.creating : files.renaming}
      onSubmit={submit}
      isPending={action.isPending}
      fieldErrors={isMissing || (isNameError ? action.error : null)}
      error={isNameError ? null : action.error}
    >
      <TextField
        label={entry === null ? files.newFolderName : files.newName}
        value={name}
        onChange={(next) => {
          setName(next)
          setMissing(false)
          if (action.error) action.reset()
        }}
        error={error}
        inputRef={field}
        autoFocus
        autoComplete="off"
        spellCheck="false"
      />
    </FormDialog>
  )
}

function stemLengthOf({ kind, name }: EntryView): number {
  return kind === 'folder' ? name.length : splitExtension(name).stem.length
}
