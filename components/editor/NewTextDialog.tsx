'use client'

import { useRef, useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { createText } from '#lib/browser/text/text-door.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { joinPath } from '#lib/core/names/place-path.ts'
import { splitExtension } from '#lib/core/names/split-name.ts'
import { useEditorStrings } from './use-editor-strings.ts'

export interface NewTextDialogProps {
  isOpen: boolean
  onClose: () => void
  placeId: string
  /** The folder that gets it. */
  path: string
  onDone: (entry: EntryView) => void
}

/** Failures that are about the name; they stand at the field. */
const ABOUT_THE_NAME = new Set(['invalid_name', 'entry_exists', 'invalid_input', 'invalid_path'])
const ENDING = '.txt'

/** A name for a new text, which is then opened. */
export function NewTextDialog({ isOpen, onClose, placeId, path, onDone }: NewTextDialogProps) {
  const editor = useEditorStrings()
  const { files, errors } = useStrings()
  const [name, setName] = useState('')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const action = useAction({
    changes: [],
    call: (api, chosen: string) =>
      createText(api, (input, init) => fetch(input, init), { placeId, path: joinPath(path, chosen) }),
    onDone: (entry) => {
      onClose()
      onDone(entry)
    },
  })
  useOnOpen(isOpen, () => {
    setName(editor.newTextStem + ENDING)
    setMissing(false)
    action.reset()
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(0, editor.newTextStem.length)
    })
  })
  const submit = () => {
    const chosen = name.trim()
    setMissing(chosen === '')
    if (chosen !== '') action.run(splitExtension(chosen).extension === '' ? chosen + ENDING : chosen)
  }
  const isNameError = ABOUT_THE_NAME.has(codeOf(action.error) ?? '')
  const { sentence, advice } = errors.explain(action.error)
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={editor.newTextTitle}
      verb={editor.create}
      pendingVerb={editor.creating}
      onSubmit={submit}
      isPending={action.isPending}
      fieldErrors={isMissing || (isNameError ? action.error : null)}
      error={isNameError ? null : action.error}
    >
      <TextField
        label={editor.newTextName}
        value={name}
        onChange={(next) => {
          setName(next)
          setMissing(false)
          if (action.error) action.reset()
        }}
        error={isMissing ? files.nameNeeded : isNameError ? `${sentence} ${advice}` : undefined}
        inputRef={field}
        autoFocus
        autoComplete="off"
        spellCheck="false"
      />
    </FormDialog>
  )
}
