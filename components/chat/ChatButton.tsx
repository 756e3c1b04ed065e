'use client'

import { MessageCircle } from 'lucide-react'
import { useStrings } from '#components/strings/use-strings.ts'
import { Button } from '#components/ui/Button.tsx'
import { UnreadCount } from './ChatTabs.tsx'
import { useUnread } from './use-unread.ts'

/** Opens and closes the conversation beside the files. */
export function ChatButton({ placeId, isOpen, onToggle }: { placeId: string; isOpen: boolean; onToggle: () => void }) {
  const { chat } = useStrings()
  const unread = useUnread(placeId)
  return (
    <Button
      size="bar"
      icon={MessageCircle}
      aria-expanded={isOpen}
      onPress={onToggle}
      className={isOpen ? 'bg-select max-tablet:hidden' : 'max-tablet:hidden'}
    >
      {chat.title}
      <UnreadCount count={isOpen ? 0 : unread} />
    </Button>
  )
}
