'use client'

import { useEffect } from 'react'
import { whenIdle } from '#lib/browser/app-worker/when-idle.ts'

/** Registers the worker of the app once the page is at rest. On plain http there is none, and nothing is tried. */
export function useAppWorker(): void {
  useEffect(() => {
    if (!window.isSecureContext || !('serviceWorker' in navigator)) return
    return whenIdle(window, () => {
      void import('#lib/browser/app-worker/register-app-worker.ts')
        .then(({ registerAppWorker }) => registerAppWorker())
        // Without its code the page works all the same, and the next one tries again.
        .catch(() => undefined)
    })
  }, [])
}
