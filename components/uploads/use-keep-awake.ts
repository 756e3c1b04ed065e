'use client'

import { useEffect } from 'react'
import { COARSE_POINTER, useMedia } from '#components/ui/use-media.ts'

/** Keeps a phone from going dark while bytes move: they would stop. Where that is refused, resuming is cheap. */
export function useKeepAwake(transfers: readonly { readonly state: { readonly kind: string } }[]): void {
  const isPhone = useMedia(COARSE_POINTER)
  const isMoving = isPhone && transfers.some(({ state }) => state.kind === 'running' || state.kind === 'verifying')
  useEffect(() => {
    if (!isMoving || !navigator.wakeLock) return
    let lock: WakeLockSentinel | null = null
    let isOver = false
    const hold = async () => {
      // The browser lets go of it whenever the page is hidden.
      if (document.visibilityState !== 'visible') return
      lock = await navigator.wakeLock.request('screen').catch(() => null)
      if (isOver) await lock?.release()
    }
    const look = () => void hold()
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', look)
      void lock?.release()
    }
  }, [isMoving])
}
