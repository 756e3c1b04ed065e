'use client'

import { useEffect, useState } from 'react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import type { Unlock } from './use-unlock.ts'

export interface UnlockFormProps {
  unlock: Unlock
  /** Above 0 the field is shut, but stays in its place. */
  secondsLeft: number
}

export function UnlockForm({ unlock, secondsLeft }: UnlockFormProps) {
  const strings = useStrings()
  const format = useFormat()
  const { rooms } = strings
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const isShut = secondsLeft > 0
  useEffect(() => {
    if (unlock.error) setPassword('')
  }, [unlock.error])

  const submit = () => {
    setMissing(password === '')
    if (password !== '' && !isShut && !unlock.isPending) unlock.open(password)
  }
  const wrong = unlock.isWrong && unlock.failure ? `${unlock.failure.sentence} ${unlock.failure.advice}` : undefined
  // Until something is typed again, the field says what was wrong with the last try.
  const error = missing ? strings.accounts.passwordNeeded : password === '' ? wrong : undefined
  return (
    <Form onSubmit={submit} errors={missing || unlock.error} className="flex w-full flex-col gap-3 pt-2">
      {isShut && unlock.failure ? (
        <p role="alert" className="sr-only">
          {unlock.failure.sentence} {unlock.failure.advice}
        </p>
      ) : null}
      <PasswordField
        label={rooms.password}
        value={password}
        onChange={(next) => {
          setPassword(next)
          setMissing(false)
        }}
        autoComplete="current-password"
        isDisabled={isShut}
        placeholder={isShut ? rooms.possibleAgain(format.wait(secondsLeft)) : undefined}
        error={isShut ? undefined : error}
      />
      {unlock.error && !unlock.isWrong && !isShut && unlock.failure?.code !== 'locked_out' ? (
        <FormError error={unlock.error} />
      ) : null}
      <Button tone="primary" size="wide" type="submit" isDisabled={isShut} isPending={unlock.isPending}>
        {unlock.isPending ? rooms.opening : rooms.openRoom}
      </Button>
    </Form>
  )
}
