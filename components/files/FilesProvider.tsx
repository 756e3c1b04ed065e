'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useSession } from '#components/accounts/use-session.ts'
import { useReach } from '#components/reach/reach-context.ts'
import { useApi } from '#components/shell/api-context.ts'
import type { EntryClipboard } from './clipboard.ts'
import { ClipboardContext } from './clipboard-context.ts'
import { createFileEngines } from './create-file-engines.ts'
import { FilesContext } from './files-context.ts'

/** Gives pages the lists of folders, the live channel and the jobs of the vault. */
export function FilesProvider({ children }: { children: ReactNode }) {
  const api = useApi()
  const queries = useQueryClient()
  const [engines] = useState(() => createFileEngines({ api, queries }))
  const reach = useReach()
  const clipboard = useState<EntryClipboard | null>(null)
  const principal = useSession().data?.principal
  const whoIsHere = principal && (principal.kind === 'account' ? principal.sessionId : principal.kind)

  useEffect(() => {
    // The vault knows a socket by the session it came with: a new session needs a new one.
    if (whoIsHere === undefined) return
    engines.live.connect()
    return () => {
      engines.live.close()
      engines.reads.forget()
    }
  }, [engines, whoIsHere])

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && engines.live.connect()
    document.addEventListener('visibilitychange', look)
    window.addEventListener('online', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('online', look)
    }
  }, [engines])

  useEffect(() => {
    // The connection is often the first to notice that the vault went away.
    let was = false
    const stopWatching = engines.live.subscribe(() => {
      const { connected } = engines.live.getSnapshot()
      if (was && !connected) void reach.doubt()
      was = connected
    })
    const stopListening = reach.onBack(() => {
      engines.lists.refreshAll()
      engines.live.connect()
    })
    return () => {
      stopWatching()
      stopListening()
    }
  }, [engines, reach])

  return (
    <FilesContext value={engines}>
      <ClipboardContext value={clipboard}>{children}</ClipboardContext>
    </FilesContext>
  )
}
