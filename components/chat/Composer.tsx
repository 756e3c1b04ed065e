'use client'

import { Plus, SendHorizontal, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { IconButton } from '#components/ui/IconButton.tsx'
import { checkText, countCharacters, MAX_MESSAGE_CHARACTERS } from '#lib/core/chat/chat-rules.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { ChatDraft } from './chat-draft.ts'

export interface ComposerProps {
  draft: ChatDraft
  placeName: string
  onSay: (text: string, entries: ChatDraft['entries']) => void
  onAttach: () => void
  field: RefObject<HTMLTextAreaElement | null>
}

/** From here on, the characters that are left are counted. */
const COUNTED_FROM = MAX_MESSAGE_CHARACTERS - 300

/** Where one writes: Enter sends, Shift+Enter begins a line. */
export function Composer({ draft, placeName, onSay, onAttach, field }: ComposerProps) {
  const { chat, errors } = useStrings()
  const { text, entries } = draft
  const [isPassword, setPassword] = useState(false)
  const used = countCharacters(text)
  const isTooLong = used > MAX_MESSAGE_CHARACTERS
  const checked = checkText(text)
  const isNothing = checked.kind === 'empty' && entries.length === 0

  const say = () => {
    if (checked.kind === 'password') {
      // What looks like a password stays on this device.
      setPassword(true)
      return
    }
    if (isTooLong || isNothing) return
    onSay(checked.kind === 'ok' ? checked.text : '', entries)
    draft.change({ text: '', entries: [] })
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is composed (Japanese, Korean, some keyboards of phones), Enter belongs to that.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    say()
  }
  const explained = isPassword ? errors.explain(new VaultError('message_is_password')) : null
  return (
    <div className="flex flex-col gap-1.5 p-2">
      {entries.length === 0 ? null : (
        <ul aria-label={chat.attached} className="flex flex-wrap gap-1.5 px-1 pt-1">
          {entries.map(({ id, name }) => (
            <li
              key={id}
              className="flex max-w-full items-center gap-1 rounded-pill bg-sunken pl-3 text-caption text-ink2"
            >
              <span className="truncate">{name}</span>
              <IconButton
                size="row"
                icon={X}
                label={chat.detach(name)}
                onPress={() => draft.change({ entries: entries.filter((entry) => entry.id !== id) })}
              />
            </li>
          ))}
        </ul>
      )}
      {explained === null ? null : (
        <p role="alert" className="px-3 text-caption text-red">
          {explained.sentence} {explained.advice}
        </p>
      )}
      <div className="flex items-end gap-1">
        <IconButton icon={Plus} label={chat.attach} onPress={onAttach} className="mb-0.5" />
        <textarea
          ref={field}
          aria-label={chat.messageTo(placeName)}
          placeholder={chat.messageTo(placeName)}
          rows={1}
          value={text}
          enterKeyHint="send"
          autoComplete="off"
          onChange={(event) => {
            setPassword(false)
            draft.change({ text: event.currentTarget.value })
          }}
          onKeyDown={onKeyDown}
          aria-invalid={isTooLong || isPassword}
          aria-describedby={used > COUNTED_FROM ? 'chat-characters' : undefined}
          className="field-sizing-content max-h-36 min-h-11 min-w-0 flex-1 resize-none rounded-[22px] border border-transparent bg-sunken px-4 py-2.5 text-body text-ink coarse:text-[1rem]"
        />
        <IconButton
          icon={SendHorizontal}
          label={chat.send}
          isDisabled={isTooLong || isNothing}
          onPress={say}
          className={classNames('mb-0.5', isNothing || isTooLong ? 'text-ink3' : 'text-ember-ink')}
        />
      </div>
      {used > COUNTED_FROM ? (
        <p
          id="chat-characters"
          className={classNames('px-3 text-caption tabular', isTooLong ? 'text-red' : 'text-ink3')}
        >
          {chat.charactersLeft(MAX_MESSAGE_CHARACTERS - used)}
        </p>
      ) : null}
    </div>
  )
}
