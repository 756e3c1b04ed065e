'use client'

import { useCallback, useEffect, useState } from 'react'
import { checkTrust, type TrustState } from '#lib/browser/trust/check-trust.ts'

export interface Trust {
  /** null while it is being found out. */
  readonly state: TrustState | null
  readonly again: () => void
}

/** Looks at once, and again when the person comes back from the settings. */
export function useTrust(): Trust {
  const [state, setState] = useState<TrustState | null>(null)
  const look = useCallback(() => {
    void checkTrust().then(setState)
  }, [])
  useEffect(() => {
    look()
    const onReturn = () => document.visibilityState === 'visible' && look()
    document.addEventListener('visibilitychange', onReturn)
    return () => document.removeEventListener('visibilitychange', onReturn)
  }, [look])
  const again = () => {
    setState(null)
    look()
  }
  return { state, again }
}
