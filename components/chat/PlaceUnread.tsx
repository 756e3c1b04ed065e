'use client'

import { UnreadCount } from './ChatTabs.tsx'
import { useUnread } from './use-unread.ts'

/** How much is unread in a room, in lists of rooms. */
export function PlaceUnread({ placeId }: { placeId: string }) {
  return <UnreadCount count={useUnread(placeId)} />
}
