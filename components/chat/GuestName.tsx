'use client'

import { useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Form } from '#components/ui/Form.tsx'
import { FormError } from '#components/ui/FormError.tsx'
import { TextField } from '#components/ui/TextField.tsx'
import type { ChatRoom } from '#lib/browser/chat/chat-room.ts'
import { cleanGuestName } from '#lib/core/chat/chat-rules.ts'

/** A guest says a name before the first message, and another one at will. */
export function GuestName({ room, name, onDone }: { room: ChatRoom; name: string; onDone: () => void }) {
  const { chat } = useStrings()
  const [value, setValue] = useState(name)
  const [isMissing, setMissing] = useState(false)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = () => {
    const clean = cleanGuestName(value)
    setMissing(clean === null)
    if (clean === null || isPending) return
    setPending(true)
    setError(null)
    room
      .rename(clean)
      .then(onDone, setError)
      .finally(() => setPending(false))
  }
  return (
    <Form onSubmit={submit} errors={isMissing || error} className="flex flex-col gap-2.5 p-3 tablet:p-4">
      <TextField
        label={chat.yourName}
        help={chat.nameHelp}
        value={value}
        onChange={(next) => {
          setValue(next)
          setMissing(false)
        }}
        autoComplete="nickname"
        error={isMissing ? chat.nameNeeded : undefined}
      />
      <FormError error={error} />
      <Button tone="primary" type="submit" isPending={isPending}>
        {chat.nameVerb}
      </Button>
    </Form>
  )
}
