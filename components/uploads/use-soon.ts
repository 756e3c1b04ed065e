'use client'

import { useCallback, useEffect, useRef } from 'react'

/** Longer than a slow phone needs to load what was put off; then a person is told instead of kept waiting. */
const PATIENCE_MS = 30_000

/** A way to wait for what is not there yet: it answers as soon as it is, or null when it did not come in time. */
export function useSoon<T>(value: T | null): () => Promise<T | null> {
  const latest = useRef(value)
  const waiting = useRef(new Set<(value: T) => void>())
  useEffect(() => {
    latest.current = value
    if (value === null) return
    for (const resolve of waiting.current) resolve(value)
    waiting.current.clear()
  }, [value])
  return useCallback(() => {
    if (latest.current !== null) return Promise.resolve(latest.current)
    return new Promise((resolve) => {
      const come = (there: T) => {
        clearTimeout(timer)
        resolve(there)
      }
      const timer = setTimeout(() => {
        waiting.current.delete(come)
        resolve(null)
      }, PATIENCE_MS)
      waiting.current.add(come)
    })
  }, [])
}
