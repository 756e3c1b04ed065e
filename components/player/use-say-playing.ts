'use client'

import { useEffect } from 'react'
import { sayPlaying } from '#lib/browser/pins/playing.ts'

/** Lets what is fetched for later keep back while something plays. */
export function useSayPlaying(isPlaying: boolean): void {
  useEffect(() => (isPlaying ? sayPlaying(navigator.locks) : undefined), [isPlaying])
}
