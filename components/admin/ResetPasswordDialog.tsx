'use client'

import { useState } from 'react'
import { MIN_PASSWORD_CHARACTERS } from '#components/accounts/password-rule.ts'
import { useAction } from '#components/shell/use-action.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'
import type { PersonDialogProps } from './RenamePersonDialog.tsx'
import { SESSIONS_KEY } from './use-sessions.ts'

export function ResetPasswordDialog({ account, isOpen, onClose }: PersonDialogProps) {
  const strings = useStrings()
  const { show } = useToaster()
  const [password, setPassword] = useState('')
  const [short, setShort] = useState(false)
  const reset = useAction({
    call: (api, next: string) =>
      api.call(peopleRoutes.changeAccount, { params: { account: account.id }, body: { password: next } }),
    changes: [SESSIONS_KEY],
    onDone: () => {
      onClose()
      show({ message: strings.admin.resetDone(account.name) })
    },
  })
  useOnOpen(isOpen, () => {
    setPassword('')
    setShort(false)
    reset.reset()
  })
  const submit = () => {
    const isShort = [...password].length < MIN_PASSWORD_CHARACTERS
    setShort(isShort)
    if (!isShort) reset.run(password)
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={strings.admin.resetTitle(account.name)}
      verb={strings.admin.reset}
      pendingVerb={strings.common.saving}
      onSubmit={submit}
      isPending={reset.isPending}
      fieldErrors={short}
      error={reset.error}
    >
      <p>{strings.admin.resetHelp}</p>
      <PasswordField
        label={strings.accounts.you.newPassword}
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        autoFocus
        help={strings.admin.firstPasswordHelp}
        error={short ? strings.accounts.passwordTooShort : undefined}
      />
    </FormDialog>
  )
}
