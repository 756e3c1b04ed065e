'use client'

import { useState } from 'react'
import { MIN_PASSWORD_CHARACTERS } from '#components/accounts/password-rule.ts'
import { ACCOUNTS_KEY } from '#components/accounts/use-accounts.ts'
import { useAction } from '#components/shell/use-action.ts'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { FormDialog } from '#components/ui/FormDialog.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { Radio, RadioGroup } from '#components/ui/RadioGroup.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useOnOpen } from '#components/ui/use-on-open.ts'
import { type AccountView, peopleRoutes } from '#lib/contracts/http/people.ts'

interface Fields {
  name: string
  password: string
  role: AccountView['role']
}
const EMPTY: Fields = { name: '', password: '', role: 'editor' }

export function AddPersonDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const strings = useStrings()
  const { accounts, admin } = strings
  const { show } = useToaster()
  const [fields, setFields] = useState(EMPTY)
  const [missing, setMissing] = useState<{ name?: string; password?: string } | null>(null)
  const add = useAction({
    call: (api, { name, ...rest }: Fields) =>
      api.call(peopleRoutes.createAccount, { body: { ...rest, name: name.trim() } }),
    changes: [ACCOUNTS_KEY],
    onDone: (account) => {
      onClose()
      show({ message: admin.added(account.name) })
    },
  })
  useOnOpen(isOpen, () => {
    setFields(EMPTY)
    setMissing(null)
    add.reset()
  })
  const submit = () => {
    const absent = {
      ...(fields.name.trim() === '' ? { name: accounts.nameNeeded } : {}),
      ...([...fields.password].length < MIN_PASSWORD_CHARACTERS ? { password: accounts.passwordTooShort } : {}),
    }
    setMissing(Object.keys(absent).length > 0 ? absent : null)
    if (Object.keys(absent).length === 0) add.run(fields)
  }
  const taken = codeOf(add.error) === 'account_exists' ? strings.errors.explain(add.error).sentence : undefined
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={admin.addPersonTitle}
      verb={admin.addPerson}
      pendingVerb={admin.adding}
      onSubmit={submit}
      isPending={add.isPending}
      fieldErrors={missing ?? add.error}
      error={taken ? null : add.error}
    >
      <TextField
        label={admin.personName}
        value={fields.name}
        onChange={(name) => setFields({ ...fields, name })}
        autoFocus
        autoComplete="off"
        maxLength={64}
        error={missing?.name ?? taken}
      />
      <PasswordField
        label={admin.firstPassword}
        value={fields.password}
        onChange={(password) => setFields({ ...fields, password })}
        autoComplete="new-password"
        help={admin.firstPasswordHelp}
        error={missing?.password}
      />
      <RadioGroup label={admin.role} value={fields.role} onChange={(role) => setFields({ ...fields, role })}>
        {(['viewer', 'editor', 'admin'] as const).map((role) => (
          <Radio key={role} value={role} help={accounts.roleHelp[role]}>
            {accounts.roles[role]}
          </Radio>
        ))}
      </RadioGroup>
    </FormDialog>
  )
}
