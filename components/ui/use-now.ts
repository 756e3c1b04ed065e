'use client'

import { useEffect, useState } from 'react'

/** The wall clock, looked at again every half minute: for "Today 17:52", not for measuring. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
