'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query matches; `false` while the page is rendered to a file. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  )
}

/** Fingers rather than a mouse: menus become sheets, rows grow. */
export const COARSE_POINTER = '(pointer: coarse)'
export const PHONE = '(max-width: 37.4375rem)'
export const DESKTOP = '(min-width: 60rem)'
export const WIDE = '(min-width: 80rem)'
