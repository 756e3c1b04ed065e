'use client'

import { useState } from 'react'
import { ACCOUNTS_KEY } from '#components/accounts/use-accounts.ts'
import { PLACES_KEY } from '#components/rooms/use-places.ts'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { Select } from '#components/ui/Select.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { type AccountView, peopleRoutes } from '#lib/contracts/http/people.ts'
import type { PersonDialogProps } from './RenamePersonDialog.tsx'
import { SESSIONS_KEY } from './use-sessions.ts'

export interface DeletePersonDialogProps extends PersonDialogProps {
  others: readonly AccountView[]
}

/** Deletes an account and asks what happens to its files; nothing is chosen beforehand but to leave them. */
export function DeletePersonDialog({ account, others, isOpen, onClose }: DeletePersonDialogProps) {
  const { admin } = useStrings()
  const { show } = useToaster()
  const [files, setFiles] = useState<'stay' | 'transfer'>('stay')
  const [to, setTo] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const remove = useAction({
    call: (api) =>
      api.call(peopleRoutes.deleteAccount, {
        params: { account: account.id },
        query: files === 'transfer' && to !== null ? { files, to } : { files: 'stay' },
      }),
    changes: [ACCOUNTS_KEY, SESSIONS_KEY, PLACES_KEY],
    onDone: () => {
      onClose()
      show({ message: admin.deleted(account.name) })
    },
  })
  useOnOpen(isOpen, () => {
    setFiles('stay')
    setTo(null)
    setMissing(false)
    remove.reset()
  })
  const submit = () => {
    const isMissing = files === 'transfer' && to === null
    setMissing(isMissing)
    if (!isMissing) remove.run()
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={admin.deleteTitle(account.name)}
      verb={admin.deleteVerb(account.name)}
      tone="danger"
      onSubmit={submit}
      isPending={remove.isPending}
      fieldErrors={missing}
      error={remove.error}
    >
      <p>{admin.deleteHelp}</p>
      <RadioGroup label={admin.filesQuestion} value={files} onChange={setFiles}>
        <Radio value="stay" help={admin.filesStayHelp}>
          {admin.filesStay}
        </Radio>
        <Radio value="transfer" help={admin.filesGoHelp} isDisabled={others.length === 0}>
          {admin.filesGo}
        </Radio>
      </RadioGroup>
      {files === 'transfer' ? (
        <Select
          label={admin.filesTo}
          value={to}
          onChange={setTo}
          options={others.map((other) => ({ id: other.id, label: other.name }))}
          placeholder={admin.filesToPlaceholder}
          error={missing ? admin.filesToNeeded : undefined}
        />
      ) : null}
    </FormDialog>
  )
}
