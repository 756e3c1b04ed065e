'use client'

import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import type { Conflict } from '#lib/contracts/http/common.ts'

export interface ConflictDialogProps {
  isOpen: boolean
  /** The names that are taken. */
  names: readonly string[]
  /** Null when nothing should happen at all. */
  onAnswer: (conflict: Conflict | null) => void
}

const NAMED = 3

/** Asks once, for all: keep both, replace, or leave out. */
export function ConflictDialog({ isOpen, names, onAnswer }: ConflictDialogProps) {
  const { conflict } = useStrings().files
  const [choice, setChoice] = useState<Conflict>('keep')
  useOnOpen(isOpen, () => setChoice('keep'))
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={() => onAnswer(null)}
      title={conflict.title(names.length, names[0] ?? '')}
      verb={conflict.go}
      onSubmit={() => onAnswer(choice)}
      isPending={false}
    >
      {names.length > 1 ? (
        <p className="wrap-anywhere">{conflict.more(names.slice(0, NAMED), Math.max(0, names.length - NAMED))}</p>
      ) : null}
      <RadioGroup
        label={names.length > 1 ? conflict.forAll(names.length) : conflict.question}
        value={choice}
        onChange={setChoice}
      >
        <Radio value="keep" help={conflict.keepHelp}>
          {conflict.keep}
        </Radio>
        <Radio value="replace" help={conflict.replaceHelp}>
          {conflict.replace}
        </Radio>
        <Radio value="skip" help={conflict.skipHelp}>
          {conflict.skip}
        </Radio>
      </RadioGroup>
    </FormDialog>
  )
}
