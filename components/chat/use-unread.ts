'use client'

import { useQuery } from '@tanstack/react-query'
import { useSession } from '#components/accounts/use-session.ts'
import { useApi } from '#components/shell/api-context.ts'
import { chatRoutes } from '#lib/contracts/http/chat.ts'

/** Asked again whenever the vault says that something was said or read. */
export const UNREAD_KEY = ['unread'] as const

/** How much was said in a room that whoever is here has not read; 0 while that is not known. */
export function useUnread(placeId: string): number {
  const api = useApi()
  const isKnown = useSession().data !== undefined
  const { data } = useQuery({
    queryKey: UNREAD_KEY,
    enabled: isKnown,
    queryFn: ({ signal }) => api.call(chatRoutes.unread, { signal }),
  })
  return data?.rooms.find((room) => room.placeId === placeId)?.unread ?? 0
}
