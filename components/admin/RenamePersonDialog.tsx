'use client'

import { useState } from 'react'
import { ACCOUNTS_KEY } from '#components/accounts/use-accounts.ts'
import { SESSION_KEY } from '#components/accounts/use-session.ts'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { type AccountView, peopleRoutes } from '#lib/contracts/http/people.ts'

export interface PersonDialogProps {
  account: AccountView
  isOpen: boolean
  onClose: () => void
}

export function RenamePersonDialog({ account, isOpen, onClose }: PersonDialogProps) {
  const strings = useStrings()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const rename = useAction({
    call: (api, next: string) =>
      api.call(peopleRoutes.changeAccount, { params: { account: account.id }, body: { name: next } }),
    changes: [ACCOUNTS_KEY, SESSION_KEY],
    onDone: onClose,
  })
  useOnOpen(isOpen, () => {
    setName(account.name)
    setMissing(false)
    rename.reset()
  })
  const taken = codeOf(rename.error) === 'account_exists' ? strings.errors.explain(rename.error).sentence : undefined
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={strings.admin.renameTitle(account.name)}
      verb={strings.common.rename}
      pendingVerb={strings.common.saving}
      onSubmit={() => (name.trim() === '' ? setMissing(true) : rename.run(name.trim()))}
      isPending={rename.isPending}
      fieldErrors={missing || rename.error}
      error={taken ? null : rename.error}
    >
      <TextField
        label={strings.common.name}
        value={name}
        onChange={(next) => {
          setName(next)
          setMissing(false)
        }}
        autoFocus
        autoComplete="off"
        maxLength={64}
        error={missing ? strings.accounts.nameNeeded : taken}
      />
    </FormDialog>
  )
}
