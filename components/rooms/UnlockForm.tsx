'use client'

import { LockKeyhole } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { PasswordField } from '#components/ui/PasswordField.tsx'
import { passwordOfLine } from '#lib/core/chat/chat-rules.ts'
import type { Unlock } from './use-unlock.ts'

export interface UnlockFormProps {
  unlock: Unlock
  /** Above 0 the field is shut, but stays in its place. */
  secondsLeft: number
}

/** The door as a conversation: what is wanted is said, and the answer goes to the unlock route, never to a socket. */
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
    // `pass:PASSWORD`, as people know it from conversations, or the bare password; over HTTP alone.
    if (password !== '' && !isShut && !unlock.isPending) unlock.open(passwordOfLine(password))
  }
  const wrong = unlock.isWrong && unlock.failure ? `${unlock.failure.sentence} ${unlock.failure.advice}` : undefined
  // Until something is typed again, the field says what was wrong with the last try.
  const error = missing ? strings.accounts.passwordNeeded : password === '' ? wrong : undefined
  return (
    <Form onSubmit={submit} errors={missing || unlock.error} className="w-full pt-2">
      <div className="flex flex-col gap-4 rounded-card border border-hair bg-surface p-4">
        <div className="flex items-end gap-2">
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-pill bg-sunken text-ink2"
          >
            <Icon of={LockKeyhole} size={16} />
          </span>
          <p className="rounded-[18px] rounded-bl-photo border border-hair bg-paper px-3.5 py-2 text-body text-ink">
            {strings.chat.door}
          </p>
        </div>
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
      </div>
    </Form>
  )
}
