'use client'

import { useState } from 'react'
import { codeOf } from '#components/strings/errors.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import type { SetupStepProps } from './setup-step.ts'

export function SetupCodeStep({ answers, change, error, onNext }: SetupStepProps) {
  const strings = useStrings()
  const [missing, setMissing] = useState<string>()
  const wrong = codeOf(error) === 'wrong_setup_code' ? strings.errors.explain(error) : null
  const next = () => {
    if (answers.code.trim() === '') setMissing(strings.accounts.setup.codeNeeded)
    else onNext()
  }
  return (
    <Form onSubmit={next} errors={missing ?? wrong?.sentence} className="flex flex-col gap-4 pt-1">
      <p className="text-body text-ink2">{strings.accounts.setup.codeHelp}</p>
      <TextField
        label={strings.accounts.setup.code}
        value={answers.code}
        onChange={(code) => change({ code })}
        autoComplete="one-time-code"
        spellCheck="false"
        inputClassName="font-mono tracking-[0.08em]"
        error={missing ?? (wrong ? `${wrong.sentence} ${wrong.advice}` : undefined)}
      />
      <Button tone="primary" type="submit" className="self-start">
        {strings.accounts.setup.next}
      </Button>
    </Form>
  )
}
