'use client'

import { useEffect, useState } from 'react'
import { retryAfterSeconds } from '#components/strings/errors.ts'
import { useCountdown } from '#components/ui/use-countdown.ts'

export interface Wait {
  /** Whole seconds until it may be tried again; 0 when nothing has to be waited for. */
  seconds: number
  /** What is left of the whole wait, 1 to 0. */
  share: number
}

/** The wait that a 429 asked for, counted from when its answer came. */
export function useWait(error: unknown): Wait {
  const [wait, setWait] = useState<{ endsAt: number; totalSeconds: number } | null>(null)
  useEffect(() => {
    const totalSeconds = retryAfterSeconds(error)
    setWait(totalSeconds === null ? null : { endsAt: performance.now() + totalSeconds * 1000, totalSeconds })
  }, [error])
  const seconds = useCountdown(wait?.endsAt ?? null)
  return { seconds, share: wait && wait.totalSeconds > 0 ? seconds / wait.totalSeconds : 0 }
}
