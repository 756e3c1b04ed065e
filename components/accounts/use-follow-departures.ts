'use client'

import { useEffect } from 'react'
import { watchDepartures } from '#lib/browser/sign-out/departures.ts'

/** Goes when somebody signs out in another tab: nothing of them may be left on this screen, nor be there again by Back. */
export function useFollowDepartures(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return
    const isHere = watchDepartures(() => window.localStorage)
    const look = () => {
      if (isHere()) return
      document.body.replaceChildren()
      window.location.replace('/sign-in')
    }
    window.addEventListener('storage', look)
    window.addEventListener('pageshow', look)
    return () => {
      window.removeEventListener('storage', look)
      window.removeEventListener('pageshow', look)
    }
  }, [isSignedIn])
}
