'use client'

import { type ReactNode, useState } from 'react'
import { PlaybackContext, PlaybackShelf } from './playback-context.ts'

/** What plays outlives the page that began it. */
export function PlaybackProvider({ children }: { children: ReactNode }) {
  const [shelf] = useState(() => new PlaybackShelf())
  return <PlaybackContext value={shelf}>{children}</PlaybackContext>
}
