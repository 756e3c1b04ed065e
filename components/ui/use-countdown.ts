'use client'

import { useEffect, useState } from 'react'

/**
 * Whole seconds left until `endsAt`, a time of `performance.now()` (the wall clock may jump);
 * 0 when it is over or there is none.
 */
export function useCountdown(endsAt: number | null): number {
  const [left, setLeft] = useState(() => secondsUntil(endsAt))
  useEffect(() => {
    setLeft(secondsUntil(endsAt))
    if (endsAt === null) return
    const timer = setInterval(() => {
      const seconds = secondsUntil(endsAt)
      setLeft(seconds)
      if (seconds === 0) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [endsAt])
  return left
}

function secondsUntil(endsAt: number | null): number {
  return endsAt === null ? 0 : Math.max(0, Math.ceil((endsAt - performance.now()) / 1000))
}
