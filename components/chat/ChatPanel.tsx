'use client'

import { MessageCircle, WifiOff, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useAccount } from '#components/accounts/use-session.ts'
import { useFileEngines } from '#components/files/files-context.ts'
import { InsteadOfNavigation } from '#components/shell/InsteadOfNavigation.tsx'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Icon } from '#components/ui/Icon.tsx'
import { IconButton } from '#components/ui/IconButton.tsx'
import { PageError } from '#components/ui/PageError.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { useToaster } from '#components/ui/Toaster.tsx'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import type { PlaceView } from '#lib/contracts/http/places.ts'
import { Announcer } from './Announcer.tsx'
import { Composer } from './Composer.tsx'
import type { ChatDraft } from './chat-draft.ts'
import { GuestName } from './GuestName.tsx'
import { Attach, DeleteMessage } from './lazy-dialogs.tsx'
import { MessageList } from './MessageList.tsx'
import { useChatRoom } from './use-chat-room.ts'
import { useKeyboardOverlap } from './use-keyboard-overlap.ts'

export interface ChatPanelProps {
  place: PlaceView
  placeName: string
  /** The folder that is open beside it. */
  path: string
  draft: ChatDraft
  onOpen: (entry: EntryView) => void
  onOpenFolder: (path: string) => void
  /** On a phone it is a part of the page, and its tab leads away. */
  onClose: (() => void) | null
}

/** The conversation of a room: a part of the page on a phone, beside the files on a wide window, over them between. */
export function ChatPanel({ place, placeName, path, draft, onOpen, onOpenFolder, onClose }: ChatPanelProps) {
  const strings = useStrings()
  const toaster = useToaster()
  const { room, chat } = useChatRoom(place.id)
  const isGuest = useAccount() === null
  const panel = useRef<HTMLElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const overlap = useKeyboardOverlap(panel)
  const [deleting, setDeleting] = useState<ChatMessage | null>(null)
  const [isAttaching, setAttaching] = useState(false)
  const [isNaming, setNaming] = useState(false)
  const { live } = useFileEngines()

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = live.listen((news) => {
      if (news.event !== 'place:changed' || news.payload.placeId !== place.id) return
      // A card may be about an entry that is gone now; a burst of changes is one look.
      clearTimeout(timer)
      timer = setTimeout(() => void room.refreshEntries(), 1_000)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [live, room, place.id])

  const onCopy = ({ text }: ChatMessage) => {
    navigator.clipboard
      ?.writeText(text)
      .then(() => toaster.show({ message: strings.chat.copied }))
      .catch(() => toaster.show({ message: strings.files.copyFailed }))
  }
  const explain = (error: unknown) => {
    const { sentence, advice } = strings.errors.explain(error)
    toaster.show({ message: `${sentence} ${advice}` })
  }
  const isEmpty = chat.messages.length + chat.unsent.length === 0
  const body = () => {
    if (chat.status === 'failed') return <PageError error={chat.error} onRetry={() => void room.readAgain()} />
    if (chat.status === 'loading') return <SkeletonRows count={6} rowClassName="h-14 px-4" />
    if (isEmpty) {
      return (
        <EmptyState
          icon={MessageCircle}
          className="my-auto"
          action={<Button onPress={() => field.current?.focus()}>{strings.chat.emptyAction}</Button>}
        >
          {strings.chat.empty}
        </EmptyState>
      )
    }
    return (
      <MessageList
        {...{ room, chat, placeName, onOpen, onOpenFolder, onCopy }}
        onDelete={(message) => setDeleting(message)}
      />
    )
  }
  const asksName = isGuest && (chat.self.needsName || isNaming)
  return (
    <aside
      ref={panel}
      aria-label={strings.chat.title}
      {...(onClose === null ? {} : { 'data-side-chat': '' })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || onClose === null) return
        event.stopPropagation()
        onClose()
      }}
      style={overlap > 0 ? { paddingBottom: overlap } : undefined}
      className={classNames(
        'flex min-h-0 flex-col bg-paper',
        onClose === null
          ? 'flex-1'
          : 'w-90 shrink-0 border-hair border-l max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-20 max-wide:shadow-float',
      )}
    >
      {onClose === null ? (
        // The line to write in stands where the navigation was.
        <InsteadOfNavigation>
          <span hidden />
        </InsteadOfNavigation>
      ) : (
        <div className="flex h-15 shrink-0 items-center gap-2 border-hair border-b pr-2.5 pl-4">
          <h2 className="min-w-0 flex-1 truncate text-head">{strings.chat.title}</h2>
          <IconButton size="row" icon={X} label={strings.common.close} onPress={onClose} />
        </div>
      )}
      {body()}
      <Announcer messages={chat.messages} isReady={chat.status === 'ready'} />
      <div className="shrink-0 border-hair border-t bg-surface safe-bottom">
        {chat.isConnected || chat.status !== 'ready' ? null : (
          <p role="status" className="flex items-center gap-2 px-4 pt-2.5 text-caption text-amber">
            <Icon of={WifiOff} size={14} />
            {strings.chat.away}
          </p>
        )}
        {asksName ? (
          <GuestName
            room={room}
            name={chat.self.name}
            onDone={() => {
              setNaming(false)
              requestAnimationFrame(() => field.current?.focus())
            }}
          />
        ) : (
          <>
            <Composer
              {...{ draft, placeName, field }}
              onSay={(text, entries) => room.say(text, entries)}
              onAttach={() => setAttaching(true)}
            />
            {isGuest && chat.self.name !== '' ? (
              <p className="flex items-center gap-2 px-4 pb-2 text-caption text-ink3">
                <span className="min-w-0 truncate">{strings.chat.changeName(chat.self.name)}</span>
                <Button size="bar" className="h-7" onPress={() => setNaming(true)}>
                  {strings.chat.change}
                </Button>
              </p>
            ) : null}
          </>
        )}
      </div>
      <Attach
        isOpen={isAttaching}
        onClose={() => setAttaching(false)}
        {...{ placeId: place.id, placeName, path }}
        onAttach={draft.attach}
      />
      <DeleteMessage
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        title={strings.chat.deleteTitle}
        verb={strings.chat.delete}
        quiet={strings.chat.keep}
        onConfirm={() => {
          if (deleting) room.remove(deleting.id).catch(explain)
          setDeleting(null)
        }}
      >
        {strings.chat.deleteHelp}
      </DeleteMessage>
    </aside>
  )
}
