'use client'

import { useEffect } from 'react'
import { usePrefs } from '#components/files/page/use-prefs.ts'
import { watchNetworkKind } from '#lib/browser/transfers/network-kind.ts'
import { limitsOf } from '#lib/browser/transfers/transfer-limits.ts'
import type { Transfers } from '#lib/browser/transfers/transfers.ts'

/** Tells the transfers what is allowed on this device, whenever a person or the network changes it. */
export function useLimits(transfers: Transfers): void {
  const { prefs, isRead } = usePrefs()
  const bytesPerSecond = prefs?.bytesPerSecond ?? null
  const onlyOnWifi = prefs?.onlyOnWifi ?? false
  useEffect(() => {
    // Late is not "no limit": nothing may go over a mobile network because a store was slow.
    if (!isRead) return
    const tell = () => transfers.send({ kind: 'limits', limits: limitsOf({ bytesPerSecond, onlyOnWifi }, navigator) })
    tell()
    return watchNetworkKind(navigator, tell)
  }, [transfers, isRead, bytesPerSecond, onlyOnWifi])
}
