'use client'

import { useState } from 'react'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useSearchStrings } from './use-search-strings.ts'

export interface DaysDialogProps {
  isOpen: boolean
  onClose: () => void
  from: string | null
  to: string | null
  onChoose: (from: string | null, to: string | null) => void
}

/** Asks for the days between which something was added. */
export function DaysDialog({ isOpen, onClose, from, to, onChoose }: DaysDialogProps) {
  const search = useSearchStrings()
  const [first, setFirst] = useState(from ?? '')
  const [last, setLast] = useState(to ?? '')
  // Days as the browser writes them compare as text.
  const isBackwards = first !== '' && last !== '' && last < first
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={search.daysTitle}
      verb={search.showDays}
      isPending={false}
      isDisabled={isBackwards || (first === '' && last === '')}
      onSubmit={() => {
        onChoose(first || null, last || null)
        onClose()
      }}
    >
      <TextField label={search.fromDay} type="date" value={first} onChange={setFirst} />
      <TextField
        label={search.toDay}
        type="date"
        value={last}
        onChange={setLast}
        error={isBackwards ? search.daysWrong : undefined}
      />
    </FormDialog>
  )
}
