'use client'

import { useEffect } from 'react'
import type { MediaCommand } from './media-keys.ts'

/** Name and buttons on the lock screen and the keys of a keyboard, where the browser has them. */
export function useMediaSession(title: string, run: (command: MediaCommand) => void): void {
  useEffect(() => {
    if (!('mediaSession' in navigator) || typeof MediaMetadata === 'undefined') return
    const { mediaSession } = navigator
    mediaSession.metadata = new MediaMetadata({ title })
    mediaSession.setActionHandler('play', () => run({ kind: 'play' }))
    mediaSession.setActionHandler('pause', () => run({ kind: 'pause' }))
    mediaSession.setActionHandler('seekbackward', () => run({ kind: 'seek_by', seconds: -10 }))
    mediaSession.setActionHandler('seekforward', () => run({ kind: 'seek_by', seconds: 10 }))
    return () => {
      mediaSession.metadata = null
      for (const action of ['play', 'pause', 'seekbackward', 'seekforward'] as const) {
        mediaSession.setActionHandler(action, null)
      }
    }
  }, [title, run])
}
