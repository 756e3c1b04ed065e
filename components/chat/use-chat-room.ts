'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useFileEngines } from '#components/files/files-context.ts'
import { useApi } from '#components/shell/api-context.ts'
import { ChatRoom, type ChatSnapshot } from '#lib/browser/chat/chat-room.ts'
import { sessionOutbox } from '#lib/browser/chat/outbox.ts'
import { sleep } from '#lib/browser/sleep.ts'

/** Letters and digits that nobody chose before; `randomUUID` is missing where the page came over plain http. */
function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The conversation of a room, alive while the part that asks is on the screen. */
export function useChatRoom(placeId: string): { room: ChatRoom; chat: ChatSnapshot } {
  const api = useApi()
  const { live, reads } = useFileEngines()
  const principal = useSession().data?.principal
  const who =
    principal?.kind === 'account' ? principal.accountId : principal?.kind === 'guest' ? principal.deviceId : ''
  const room = useMemo(() => {
    const outbox = sessionOutbox(window.sessionStorage, who, placeId)
    return new ChatRoom({ api, live, reads, placeId, outbox, newClientId, now: () => Date.now(), sleep })
  }, [api, live, reads, placeId, who])
  useEffect(() => room.open(), [room])
  const chat = useSyncExternalStore(room.subscribe, room.getSnapshot, room.getSnapshot)
  return { room, chat }
}
