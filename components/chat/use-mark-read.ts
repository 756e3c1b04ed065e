'use client'

import { useEffect, useState } from 'react'
import type { ChatRoom } from '#lib/browser/chat/chat-room.ts'
import type { ChatMessage } from '#lib/contracts/http/chat.ts'

/**
 * Says that what is in sight has been read: only at the end of the conversation, in a window that somebody looks at.
 * @returns how much others have said below what is in sight
 */
export function useMarkRead(room: ChatRoom, messages: readonly ChatMessage[], isAtEnd: boolean): number {
  const isSeen = useIsVisible() && isAtEnd
  const [seenSeq, setSeenSeq] = useState(0)
  const last = messages.at(-1)?.seq ?? 0
  useEffect(() => {
    if (!isSeen || last === 0) return
    setSeenSeq(last)
    room.markRead(last)
  }, [room, isSeen, last])
  return messages.filter(({ seq, kind, author }) => seq > seenSeq && kind === 'text' && !author.self).length
}

function useIsVisible(): boolean {
  const [isVisible, setVisible] = useState(true)
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible')
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isVisible
}
