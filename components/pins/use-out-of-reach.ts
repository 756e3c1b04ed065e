'use client'

import { useEffect, useState } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { systemRoutes } from '#lib/contracts/http/system.ts'

const ASK_EVERY_MS = 15_000

/** Whether the vault does not answer: what the browser says of its network is no answer. */
export function useOutOfReach(): boolean {
  const api = useApi()
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    const over = new AbortController()
    const ask = async () => {
      const answers = await api.call(systemRoutes.health, { signal: over.signal }).then(
        () => true,
        () => false,
      )
      if (!over.signal.aborted) setAway(!answers)
    }
    void ask()
    const timer = setInterval(ask, ASK_EVERY_MS)
    window.addEventListener('online', ask)
    window.addEventListener('offline', ask)
    return () => {
      over.abort()
      clearInterval(timer)
      window.removeEventListener('online', ask)
      window.removeEventListener('offline', ask)
    }
  }, [api])
  return isAway
}
