'use client'

import { useEffect } from 'react'
import { usePrefs } from '#components/files/page/use-prefs.ts'
import { useStrings } from '#components/strings/use-strings.ts'
import { askForSync } from '#lib/browser/transfers/background-sync.ts'
import { backgroundState } from '#lib/core/transfers/background.ts'
import { useTransfersSnapshot } from './transfers-context.ts'

/** Asks the browser to go on by the app's worker when the last page is closed, and leaves it the words for the end. */
export function useBackground(): void {
  const strings = useStrings()
  const { prefs, isRead, change } = usePrefs()
  const { transfers } = useTransfersSnapshot()
  const isMoving = backgroundState(transfers) === 'moving'
  useEffect(() => {
    if (!isMoving) return
    const ask = () => void askForSync(window).catch(() => undefined)
    const askWhenHidden = () => document.visibilityState === 'hidden' && ask()
    ask()
    document.addEventListener('visibilitychange', askWhenHidden)
    return () => document.removeEventListener('visibilitychange', askWhenHidden)
  }, [isMoving])

  const { notices } = strings.transfers
  const isNew = isRead && JSON.stringify(prefs?.notices) !== JSON.stringify(notices)
  useEffect(() => {
    if (isNew) change({ notices })
  }, [isNew, notices, change])

  useEffect(() => {
    // Whoever looks needs no badge.
    const { clearAppBadge } = navigator as { clearAppBadge?: () => Promise<void> }
    void clearAppBadge?.call(navigator).catch(() => undefined)
  }, [])
}
