'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import { useToaster } from '#components/ui/Toaster.tsx'
import { useTransfersSnapshot } from '#components/uploads/transfers-context.ts'
import { traySection } from '#lib/core/transfers/summary.ts'

/**
 * Offers a newer build by a toast, never while something is on its way: loading it would stop that. A toast that was
 * closed, or that another one replaced, comes again when the page is looked at anew.
 */
export function useNewerToast(loadNewer: (() => void) | null): void {
  const { common } = useStrings()
  const toaster = useToaster()
  const { transfers } = useTransfersSnapshot()
  const [seen, setSeen] = useState(0)
  const isBusy = transfers.some((transfer) => {
    const section = traySection(transfer)
    return section === 'now' || (section === 'waiting' && transfer.state.kind !== 'paused')
  })
  const load = useEffectEvent(() => {
    if (!isBusy) loadNewer?.()
  })
  const offers = loadNewer !== null && !isBusy

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && setSeen((count) => count + 1)
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `seen` is a reason to show it again
  useEffect(() => {
    if (!offers) return
    const action = { label: common.loadNewer, onPress: () => load() }
    return toaster.show({ message: common.newerReady, stays: true, action })
  }, [offers, seen, toaster, common])
}
