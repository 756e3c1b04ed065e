'use client'

import { CircleAlert, Clock } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import type { Unsent } from '#lib/browser/chat/outbox.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'

export interface UnsentMessageProps {
  unsent: Unsent
  isConnected: boolean
  onAgain: () => void
  onDrop: () => void
}

/** A message on its way, with its one state in words. */
export function UnsentMessage({ unsent, isConnected, onAgain, onDrop }: UnsentMessageProps) {
  const { chat, errors } = useStrings()
  const { refusal, text, entries } = unsent
  const failure = refusal === null ? null : errors.explain(new VaultError(refusal.code, { details: refusal.details }))
  return (
    <div className="flex flex-col items-end gap-1">
      <div className="max-w-[80%] rounded-[18px] rounded-br-photo border border-ember-soft bg-ember-soft px-3.5 py-2 text-body text-ink">
        {text === '' ? null : <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>}
        {entries.map(({ id, name }) => (
          <p key={id} className="[overflow-wrap:anywhere]">
            {name}
          </p>
        ))}
      </div>
      {failure === null ? (
        <p className="flex items-center gap-1.5 px-1 text-caption text-ink3">
          <Icon of={Clock} size={13} />
          {isConnected ? chat.sending : chat.waiting}
        </p>
      ) : (
        <div role="alert" className="flex flex-col items-end gap-1.5">
          <p className="flex items-start gap-1.5 px-1 text-right text-caption text-red">
            <Icon of={CircleAlert} size={14} className="mt-px" />
            <span>
              {chat.notSent} {failure.sentence} {failure.advice}
            </span>
          </p>
          <div className="flex gap-2">
            <Button size="bar" onPress={onDrop}>
              {chat.drop}
            </Button>
            <Button size="bar" onPress={onAgain}>
              {chat.again}
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
