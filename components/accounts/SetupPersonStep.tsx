'use client'

import { useState } from 'react'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import { MIN_PASSWORD_CHARACTERS } from './password-rule.ts'
import type { SetupStepProps } from './setup-step.ts'

export function SetupPersonStep({ answers, change, error, onNext, onBack }: SetupStepProps) {
  const strings = useStrings()
  const [missing, setMissing] = useState<{ name?: string; password?: string } | null>(null)
  const next = () => {
    const absent = {
      ...(answers.name.trim() === '' ? { name: strings.accounts.nameNeeded } : {}),
      ...([...answers.password].length < MIN_PASSWORD_CHARACTERS
        ? { password: strings.accounts.passwordTooShort }
        : {}),
    }
    setMissing(Object.keys(absent).length > 0 ? absent : null)
    if (Object.keys(absent).length === 0) onNext()
  }
  const refused = codeOf(error) === 'weak_password' ? strings.errors.explain(error) : null
  return (
    <Form onSubmit={next} errors={missing} className="flex flex-col gap-4 pt-1">
      <p className="text-body text-ink2">{strings.accounts.setup.youHelp}</p>
      <TextField
        label={strings.accounts.setup.name}
        value={answers.name}
        onChange={(name) => change({ name })}
        autoComplete="username"
        maxLength={64}
        autoFocus
        error={missing?.name}
      />
      <PasswordField
        label={strings.accounts.password}
        value={answers.password}
        onChange={(password) => change({ password })}
        autoComplete="new-password"
        help={strings.accounts.passwordHelp}
        error={missing?.password ?? (refused ? `${refused.sentence} ${refused.advice}` : undefined)}
      />
      <div className="flex gap-2.5">
        <Button onPress={onBack}>{strings.common.back}</Button>
        <Button tone="primary" type="submit">
          {strings.accounts.setup.next}
        </Button>
      </div>
    </Form>
  )
}
