'use client'

import { useEffect } from 'react'
import { usePrefs } from '#components/files/page/use-prefs.ts'
import { watchNetworkKind } from '#lib/browser/transfers/network-kind.ts'
import { limitsOf } from '#lib/browser/transfers/transfer-limits.ts'
import type { Transfers } from '#lib/browser/transfers/transfers.ts'

/** Tells the transfers what is allowed on this device, whenever a person or the network changes it. */
export function useLimits(transfers: Transfers): void {
  const { prefs } = usePrefs()
  const isKnown = prefs !== null
  const bytesPerSecond = prefs?.bytesPerSecond ?? null
  const onlyOnWifi = prefs?.onlyOnWifi ?? false
  useEffect(() => {
    if (!isKnown) return
    const tell = () => transfers.send({ kind: 'limits', limits: limitsOf({ bytesPerSecond, onlyOnWifi }, navigator) })
    tell()
    return watchNetworkKind(navigator, tell)
  }, [transfers, isKnown, bytesPerSecond, onlyOnWifi])
}
