'use client'

import { useCallback, useRef } from 'react'
import type { PlaceAddressControl } from './use-place-address.ts'

/**
 * Closes what is open over a folder. Opened from the folder it is a step of the history, and closing takes that back,
 * so that Back does not open it again; opened by a link there is nothing behind it.
 */
export function useClosePreview(control: PlaceAddressControl): () => void {
  const { entry } = control.address
  const wasClosed = useRef(entry === null)
  if (entry === null) wasClosed.current = true
  return useCallback(() => {
    if (wasClosed.current) window.history.back()
    else control.replace({ entry: null })
  }, [control])
}
