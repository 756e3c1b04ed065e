'use client'

import { useEffect, useState } from 'react'
import { useReach } from '#components/reach/reach-context.ts'
import type { AppWorker } from '#lib/browser/app-worker/register-app-worker.ts'
import { whenIdle } from '#lib/browser/app-worker/when-idle.ts'

/**
 * Registers the worker of the app once the page is at rest. On plain http there is none, and nothing is tried. Returns
 * how to load a newer build that waits; null when there is none.
 */
export function useAppWorker(): (() => void) | null {
  const reach = useReach()
  const [loadNewer, setLoadNewer] = useState<(() => void) | null>(null)
  useEffect(() => {
    if (!window.isSecureContext || !('serviceWorker' in navigator)) return
    let isOver = false
    let worker: AppWorker | null = null
    const register = async () => {
      const { registerAppWorker } = await import('#lib/browser/app-worker/register-app-worker.ts')
      const opened = await registerAppWorker(window, (waits) =>
        setLoadNewer(() => (waits ? () => worker?.loadNewer() : null)),
      )
      worker = opened
      if (isOver) opened?.close()
    }
    // Without its code the page works all the same, and the next one tries again.
    const callOff = whenIdle(window, () => void register().catch(() => undefined))
    // A vault that was away may have come back with another build.
    const stopListening = reach.onBack(() => worker?.look())
    return () => {
      isOver = true
      callOff()
      stopListening()
      worker?.close()
    }
  }, [reach])
  return loadNewer
}
