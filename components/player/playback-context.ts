'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Playback } from './playback.ts'

/** Holds what plays, so that it goes on while pages come and go. What plays is loaded with the player. */
export class PlaybackShelf {
  #playback: Playback | null = null
  #isPlaying = false
  readonly #listeners = new Set<() => void>()

  /** Made once, by the first player. */
  use(make: () => Playback): Playback {
    this.#playback ??= make()
    return this.#playback
  }

  /** Null while nothing plays. */
  readonly current = (): Playback | null => (this.#isPlaying ? this.#playback : null)

  set(isPlaying: boolean): void {
    if (this.#isPlaying === isPlaying) return
    this.#isPlaying = isPlaying
    for (const listener of this.#listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export const PlaybackContext = createContext<PlaybackShelf | null>(null)

export function usePlaybackShelf(): PlaybackShelf {
  const shelf = useContext(PlaybackContext)
  if (!shelf) throw new Error('usePlaybackShelf needs a PlaybackProvider above')
  return shelf
}

/** What plays, on the stage or small; null while nothing does. */
export function useCurrentPlayback(): Playback | null {
  const shelf = usePlaybackShelf()
  return useSyncExternalStore(shelf.subscribe, shelf.current, () => null)
}
