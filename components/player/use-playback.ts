'use client'

import { useSyncExternalStore } from 'react'
import { useApi } from '#components/shell/api-context.ts'
import { Playback } from './playback.ts'
import { usePlaybackShelf } from './playback-context.ts'
import type { PlaybackState } from './playback-state.ts'

/** The one player of the page. */
export function usePlayback(): Playback {
  const api = useApi()
  const shelf = usePlaybackShelf()
  return shelf.use(() => new Playback({ api, onActive: (isActive) => shelf.set(isActive) }))
}

export function usePlaybackState(playback: Playback): PlaybackState {
  return useSyncExternalStore(playback.subscribe, playback.state, playback.state)
}
