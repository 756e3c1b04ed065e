'use client'

import { useCallback, useEffect, useState } from 'react'
import type { Inbox } from '#lib/browser/share/inbox.ts'
import type { InboxShare } from '#lib/browser/share/inbox-share.ts'

export interface InboxState {
  /** Null where this browser has none. */
  inbox: Inbox | null
  shares: readonly InboxShare[]
  readAgain: () => Promise<void>
}

/** What waits on this device; null until that is known. Read again whenever the page is looked at. */
export function useInbox(): InboxState | null {
  const [state, setState] = useState<{ inbox: Inbox | null; shares: readonly InboxShare[] } | null>(null)
  const read = useCallback(async () => {
    try {
      const { openInbox } = await import('#lib/browser/share/open-inbox.ts')
      const inbox = openInbox()
      setState({ inbox, shares: (await inbox?.list()) ?? [] })
    } catch {
      // Blocked storage keeps nothing, so nothing waits.
      setState({ inbox: null, shares: [] })
    }
  }, [])
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void read()
    }
    look()
    document.addEventListener('visibilitychange', look)
    window.addEventListener('pageshow', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('pageshow', look)
    }
  }, [read])
  return state && { ...state, readAgain: read }
}

export function countFiles(shares: readonly InboxShare[]): number {
  return shares.reduce((sum, { files }) => sum + files.length, 0)
}
