'use client'

import { Link } from 'react-aria-components/Link'
import { useStrings } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import { useUnread } from './use-unread.ts'

export interface ChatTabsProps {
  placeId: string
  isChat: boolean
  filesHref: string
  chatHref: string
}

/** The parts of a room on a phone. Links, so that Back leads from one to the other. */
export function ChatTabs({ placeId, isChat, filesHref, chatHref }: ChatTabsProps) {
  const { chat } = useStrings()
  const unread = useUnread(placeId)
  return (
    <nav aria-label={chat.views} className="flex shrink-0 gap-6 border-hair border-b px-4 tablet:hidden">
      <RoomTab href={filesHref} isCurrent={!isChat}>
        {chat.files}
      </RoomTab>
      <RoomTab href={chatHref} isCurrent={isChat} count={isChat ? 0 : unread}>
        {chat.title}
      </RoomTab>
    </nav>
  )
}

function RoomTab(props: { href: string; isCurrent: boolean; count?: number; children: string }) {
  const { href, isCurrent, count = 0, children } = props
  return (
    <Link
      href={href}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
      className={classNames(
        '-mb-px flex h-11 items-center gap-2 border-b-2 text-body font-medium -outline-offset-2',
        isCurrent ? 'border-ink text-ink' : 'border-transparent text-ink3',
      )}
    >
      {children}
      <UnreadCount count={count} />
    </Link>
  )
}

/** Neutral: the ember is not for unread. */
export function UnreadCount({ count }: { count: number }) {
  const { chat } = useStrings()
  if (count === 0) return null
  return (
    <span className="rounded-pill bg-sunken px-1.5 text-caption text-ink2 tabular">
      <span aria-hidden>{chat.unread(count)}</span>
      <span className="sr-only">{chat.unreadWords(count)}</span>
    </span>
  )
}
