'use client'

import { Copy, EllipsisVertical, Trash2 } from 'lucide-react'
import { useFormat, useStrings } from '#components/strings/use-strings.ts'
import { Avatar } from '#components/ui/Avatar.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { MenuButton } from '#components/ui/MenuButton.tsx'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { authorWords } from './author-words.ts'
import { EntryCards } from './EntryCards.tsx'
import { MessageText } from './MessageText.tsx'

export interface SaidProps {
  message: ChatMessage
  /** Of what one person says in one go. */
  isFirst: boolean
  isLast: boolean
  time: string
  onOpen: (entry: EntryView) => void
  onCopy: (message: ChatMessage) => void
  onDelete: (message: ChatMessage) => void
}

/** One message: others on surface with a face at the left, own ones on ember-soft at the right. */
export function Said({ message, isFirst, isLast, time, onOpen, onCopy, onDelete }: SaidProps) {
  const strings = useStrings()
  const { chat } = strings
  const format = useFormat()
  const { author, text, entries } = message
  const isOwn = author.self
  const isDeleted = message.deletedAt !== null
  const name = authorWords(message, strings)
  return (
    <div className={classNames('group flex items-end gap-2', isOwn ? 'flex-row-reverse' : 'flex-row')}>
      {isOwn ? null : (
        <span className="w-7 shrink-0">
          {isLast ? <Avatar id={author.kind === 'account' ? author.id : null} name={author.name} /> : null}
        </span>
      )}
      <div className={classNames('flex min-w-0 max-w-[80%] flex-col gap-1', isOwn ? 'items-end' : 'items-start')}>
        {isFirst ? (
          <p className="px-3 text-caption text-ink3 tabular">
            {isOwn ? <span className="sr-only">{name} </span> : `${name} `}
            <time dateTime={new Date(message.at).toISOString()} title={format.dateTime(message.at)}>
              {time}
            </time>
          </p>
        ) : (
          <span className="sr-only">{name}</span>
        )}
        {text !== '' || isDeleted ? (
          <div
            className={classNames(
              'rounded-[18px] border px-3.5 py-2 text-body text-ink',
              isOwn ? 'border-ember-soft bg-ember-soft' : 'border-hair bg-surface',
              isOwn ? isLast && 'rounded-br-photo' : isLast && 'rounded-bl-photo',
              isDeleted && 'border-hair bg-transparent text-ink3',
            )}
          >
            {isDeleted ? <p>{chat.deleted}</p> : <MessageText text={text} />}
          </div>
        ) : null}
        <EntryCards entries={entries} onOpen={onOpen} />
      </div>
      {isDeleted || (text === '' && !message.may.delete) ? null : (
        <MenuButton
          label={chat.actions(name)}
          icon={EllipsisVertical}
          size="row"
          placement="bottom end"
          className="opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 coarse:opacity-100"
          entries={[
            text !== '' && { id: 'copy', label: chat.copy, icon: Copy, onAction: () => onCopy(message) },
            message.may.delete && {
              id: 'delete',
              label: chat.delete,
              icon: Trash2,
              tone: 'danger',
              onAction: () => onDelete(message),
            },
          ]}
        />
      )}
    </div>
  )
}
