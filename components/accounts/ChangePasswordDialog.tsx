'use client'

import { useState } from 'react'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { peopleRoutes } from '#lib/contracts/http/people.ts'
import { MIN_PASSWORD_CHARACTERS } from './password-rule.ts'
import { MY_SESSIONS_KEY } from './use-my-sessions.ts'

const EMPTY = { current: '', next: '' }

export function ChangePasswordDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const strings = useStrings()
  const { show } = useToaster()
  const [fields, setFields] = useState(EMPTY)
  const [missing, setMissing] = useState<Partial<typeof EMPTY> | null>(null)
  const change = useAction({
    call: (api, body: typeof EMPTY) => api.call(peopleRoutes.changePassword, { body }),
    changes: [MY_SESSIONS_KEY],
    onDone: () => {
      onClose()
      show({ message: strings.accounts.you.passwordChanged })
    },
  })
  useOnOpen(isOpen, () => {
    setFields(EMPTY)
    setMissing(null)
    change.reset()
  })

  const submit = () => {
    const absent = {
      ...(fields.current === '' ? { current: strings.accounts.passwordNeeded } : {}),
      ...([...fields.next].length < MIN_PASSWORD_CHARACTERS ? { next: strings.accounts.passwordTooShort } : {}),
    }
    setMissing(Object.keys(absent).length > 0 ? absent : null)
    if (Object.keys(absent).length === 0) change.run(fields)
  }

  const code = codeOf(change.error)
  const wrong = code === 'wrong_password' || code === 'wrong_credentials'
  const weak = code === 'weak_password'
  const sentence = change.error ? strings.errors.explain(change.error).sentence : undefined
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={strings.accounts.you.changePassword}
      verb={strings.common.save}
      pendingVerb={strings.common.saving}
      onSubmit={submit}
      isPending={change.isPending}
      fieldErrors={missing ?? change.error}
      error={wrong || weak ? null : change.error}
    >
      <PasswordField
        label={strings.accounts.you.currentPassword}
        value={fields.current}
        onChange={(current) => setFields({ ...fields, current })}
        autoComplete="current-password"
        autoFocus
        error={missing?.current ?? (wrong ? strings.accounts.you.notYourPassword : undefined)}
      />
      <PasswordField
        label={strings.accounts.you.newPassword}
        value={fields.next}
        onChange={(next) => setFields({ ...fields, next })}
        autoComplete="new-password"
        help={strings.accounts.passwordHelp}
        error={missing?.next ?? (weak ? sentence : undefined)}
      />
    </FormDialog>
  )
}
