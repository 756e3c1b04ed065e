'use client'

import { useSyncExternalStore } from 'react'
import { stepsAddress } from '#lib/browser/trust/check-trust.ts'

/** Where the steps stand, on plain http; null when the address of this page does not say. */
export function useSteps(): string | null {
  return useSyncExternalStore(
    () => () => {},
    () => stepsAddress(window.location),
    () => null,
  )
}
