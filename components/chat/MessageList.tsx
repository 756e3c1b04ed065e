'use client'

import { ArrowDown } from 'lucide-react'
import { type ReactNode, type RefObject, useCallback, useMemo, useRef } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import type { ChatRoom, ChatSnapshot } from '#lib/browser/chat/chat-room.ts'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { type Line, planLines } from '#lib/core/chat/plan-lines.ts'
import { Said } from './Said.tsx'
import { SystemLine } from './SystemLine.tsx'
import { UnsentMessage } from './UnsentMessage.tsx'
import { UploadsCard } from './UploadsCard.tsx'
import { useConversationWords } from './use-conversation-words.ts'
import { useMarkRead } from './use-mark-read.ts'
import { useScroll } from './use-scroll.ts'

export interface MessageListProps {
  room: ChatRoom
  chat: ChatSnapshot
  placeName: string
  onOpen: (entry: EntryView) => void
  onOpenFolder: (path: string) => void
  onCopy: (message: ChatMessage) => void
  onDelete: (message: ChatMessage) => void
}

/** The conversation itself: it scrolls, follows what comes while one is at its end, and reads earlier ones above. */
export function MessageList({ room, chat, placeName, onOpen, onOpenFolder, onCopy, onDelete }: MessageListProps) {
  const strings = useStrings()
  const words = useConversationWords()
  const scroller = useRef<HTMLDivElement>(null)
  const { messages, unsent, readSeq } = chat
  const lines = useMemo(() => planLines(messages, { dayOf: words.dayOf, readSeq }), [messages, words, readSeq])
  const onEarly = useCallback(() => void room.loadOlder(), [room])
  const lastUnsent = unsent.at(-1)
  const last = messages.at(-1)
  const scroll = useScroll(
    scroller,
    {
      firstId: messages[0]?.id ?? '',
      lastId: lastUnsent?.clientId ?? last?.id ?? '',
      isOwnLast: lastUnsent !== undefined || last?.author.self === true,
    },
    onEarly,
  )
  const unseen = useMarkRead(room, messages, scroll.isAtEnd)

  const draw = (line: Line<ChatMessage>): ReactNode => {
    switch (line.kind) {
      case 'day':
        return <Divider>{words.day(line.at)}</Divider>
      case 'new':
        return <Divider isNew>{strings.chat.newMessages}</Divider>
      case 'joined':
        return <SystemLine messages={line.messages} />
      case 'told': {
        const { message } = line
        return (
          <div className="flex flex-col items-center gap-2">
            <SystemLine messages={[message]} />
            {message.kind === 'uploaded' ? (
              <UploadsCard message={message} placeName={placeName} onOpen={onOpen} onOpenFolder={onOpenFolder} />
            ) : null}
          </div>
        )
      }
      case 'said':
        return <Said {...line} time={words.time(line.message.at)} {...{ onOpen, onCopy, onDelete }} />
    }
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <Scroller scroller={scroller} label={strings.chat.messages(placeName)} onScroll={scroll.onScroll}>
        {chat.hasOlder ? (
          <div className="flex justify-center">
            <Button size="bar" onPress={onEarly} isPending={chat.isReadingOlder}>
              {chat.isReadingOlder ? strings.chat.readingOlder : strings.chat.older}
            </Button>
          </div>
        ) : (
          <p className="text-center text-caption text-ink3">{strings.chat.begins(placeName)}</p>
        )}
        <ol className="flex flex-col">
          {lines.map((line) => (
            <li key={line.key} className={line.kind === 'said' && !line.isFirst ? 'mt-1' : 'mt-3.5'}>
              {draw(line)}
            </li>
          ))}
          {unsent.map((one) => (
            <li key={one.clientId} className="mt-2">
              <UnsentMessage
                unsent={one}
                isConnected={chat.isConnected}
                onAgain={() => room.sayAgain(one.clientId)}
                onDrop={() => room.dropUnsent(one.clientId)}
              />
            </li>
          ))}
        </ol>
      </Scroller>
      {scroll.isAtEnd ? null : (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
          <Button
            size="bar"
            icon={ArrowDown}
            onPress={scroll.toEnd}
            className="pointer-events-auto bg-raised shadow-float"
          >
            {unseen > 0 ? strings.chat.newBelow(unseen) : strings.chat.toEnd}
          </Button>
        </div>
      )}
    </div>
  )
}

interface ScrollerProps {
  scroller: RefObject<HTMLDivElement | null>
  label: string
  onScroll: () => void
  children: ReactNode
}

function Scroller({ scroller, label, onScroll, children }: ScrollerProps) {
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      onScroll={onScroll}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none]"
    >
      <div className="flex min-h-full flex-col justify-end px-3 py-3 tablet:px-4">{children}</div>
    </section>
  )
}

function Divider({ children, isNew = false }: { children: string; isNew?: boolean }) {
  return (
    <div className="flex items-center gap-3 text-caption text-ink3">
      <span aria-hidden className={`h-px flex-1 ${isNew ? 'bg-ink3' : 'bg-hair'}`} />
      <span className={isNew ? 'font-medium text-ink' : ''}>{children}</span>
      <span aria-hidden className={`h-px flex-1 ${isNew ? 'bg-ink3' : 'bg-hair'}`} />
    </div>
  )
}
