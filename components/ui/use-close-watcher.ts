'use client'

import { useEffect, useEffectEvent } from 'react'

interface CloseWatcherLike {
  onclose: (() => void) | null
  destroy(): void
}

/**
 * Closes an overlay by the platform's own gesture: Back on Android, where the browser has a CloseWatcher.
 * It does not touch the history, so a link inside the overlay can navigate without a race.
 */
export function useCloseWatcher(isOpen: boolean, onClose: () => void): void {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    // Not in the DOM library of TypeScript yet.
    const Watcher = (window as { CloseWatcher?: new () => CloseWatcherLike }).CloseWatcher
    if (!isOpen || !Watcher) return
    const watcher = new Watcher()
    watcher.onclose = () => close()
    return () => watcher.destroy()
  }, [isOpen])
}
