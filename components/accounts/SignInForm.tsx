'use client'

import { useState } from 'react'
import { codeOf } from '#components/strings/errors.ts'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { useSignIn } from './use-sign-in.ts'
import { useWait } from './use-wait.ts'

export interface SignInFormProps {
  initialName?: string
  /** What happens then; the form stays shut until it has come to its end. */
  onEntered: () => Promise<void>
}

export function SignInForm({ initialName = '', onEntered }: SignInFormProps) {
  const strings = useStrings()
  const format = useFormat()
  const [name, setName] = useState(initialName)
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<{ name?: string; password?: string } | null>(null)
  const { submit, isPending, error } = useSignIn(onEntered)
  const wait = useWait(error)

  const trySubmit = () => {
    if (isPending || wait.seconds > 0) return
    const absent = {
      ...(name.trim() === '' ? { name: strings.accounts.nameNeeded } : {}),
      ...(password === '' ? { password: strings.accounts.passwordNeeded } : {}),
    }
    setMissing(Object.keys(absent).length > 0 ? absent : null)
    if (Object.keys(absent).length === 0) submit({ name: name.trim(), password })
  }

  const wrong = codeOf(error) === 'wrong_credentials'
  return (
    <Form
      onSubmit={trySubmit}
      errors={missing ?? error}
      aria-label={strings.accounts.signIn.title}
      className="flex flex-col gap-4 pt-6"
    >
      <TextField
        label={strings.accounts.signIn.name}
        name="name"
        value={name}
        onChange={setName}
        autoComplete="username"
        spellCheck="false"
        error={missing?.name}
      />
      <PasswordField
        label={strings.accounts.password}
        name="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={missing?.password ?? (wrong ? strings.errors.explain(error).sentence : undefined)}
      />
      {error && !wrong && !(wait.seconds === 0 && codeOf(error) === 'locked_out') ? <FormError error={error} /> : null}
      <Button tone="primary" size="wide" type="submit" isPending={isPending} isDisabled={wait.seconds > 0}>
        {wait.seconds > 0
          ? strings.accounts.signIn.again(format.clock(wait.seconds))
          : isPending
            ? strings.accounts.signIn.submitting
            : strings.accounts.signIn.submit}
      </Button>
    </Form>
  )
}
