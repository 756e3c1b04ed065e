'use client'

import { useRef, useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import type { Api } from '#lib/api/client.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'

export interface NameFormProps {
  isOpen: boolean
  onClose: () => void
  title: string
  label: string
  verb: string
  pendingVerb: string
  /** What the field shows first, and how much of it the first key replaces: an ending stays unless somebody means it. */
  suggested: string
  stemLength: number
  /** The name that an entry has: given again, nothing happens. */
  current?: string | undefined
  /** @param name is not empty */
  call: (api: Api, name: string) => Promise<EntryView>
  onDone: (entry: EntryView) => void
}

/** Failures that are about the name; they stand at the field. */
const ABOUT_THE_NAME = new Set(['invalid_name', 'entry_exists', 'invalid_input', 'invalid_path'])

/** Asks for the name of an entry, and makes or renames it. */
export function NameForm(props: NameFormProps) {
  const { isOpen, onClose, suggested, stemLength, current, call, onDone, label, ...words } = props
  const { files, errors } = useStrings()
  const [name, setName] = useState('')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const action = useAction({
    changes: [],
    call,
    onDone: (entry) => {
      onClose()
      onDone(entry)
    },
  })
  useOnOpen(isOpen, () => {
    setName(suggested)
    setMissing(false)
    action.reset()
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(0, stemLength)
    })
  })
  const submit = () => {
    setMissing(name.trim() === '')
    if (name.trim() === '') return
    if (name === current) onClose()
    else action.run(name.trim())
  }
  const isNameError = ABOUT_THE_NAME.has(codeOf(action.error) ?? '')
  const { sentence, advice } = errors.explain(action.error)
  return (
    <FormDialog
      {...words}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      isPending={action.isPending}
      fieldErrors={isMissing || (isNameError ? action.error : null)}
      error={isNameError ? null : action.error}
    >
      <TextField
        label={label}
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
