'use client'

import { useEffect } from 'react'
import { usePrefs } from '#components/files/page/use-prefs.ts'
import { limitsOf } from '#lib/browser/engine/limits.ts'
import { watchNetworkKind } from '#lib/browser/engine/network-kind.ts'
import type { TransferLimits } from '#lib/browser/engine/pace.ts'

/** Tells what is sent, or comes, what is allowed on this device, whenever a person or the network changes it. */
export function useLimits(told: { send: (command: { kind: 'limits'; limits: TransferLimits }) => void }): void {
  const { prefs, isRead } = usePrefs()
  const bytesPerSecond = prefs?.bytesPerSecond ?? null
  const onlyOnWifi = prefs?.onlyOnWifi ?? false
  useEffect(() => {
    // Late is not "no limit": nothing may go over a mobile network because a store was slow.
    if (!isRead) return
    const tell = () => told.send({ kind: 'limits', limits: limitsOf({ bytesPerSecond, onlyOnWifi }, navigator) })
    tell()
    return watchNetworkKind(navigator, tell)
  }, [told, isRead, bytesPerSecond, onlyOnWifi])
}
