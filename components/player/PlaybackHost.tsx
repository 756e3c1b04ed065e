'use client'

import { lazy, Suspense } from 'react'
import { useCurrentPlayback } from './playback-context.ts'

const MiniPlayer = lazy(async () => ({ default: (await import('./MiniPlayer.tsx')).MiniPlayer }))

/** The small player, where something plays. */
export function PlaybackHost() {
  const playback = useCurrentPlayback()
  if (playback === null) return null
  return (
    <Suspense>
      <MiniPlayer playback={playback} />
    </Suspense>
  )
}
