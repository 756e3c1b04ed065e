'use client'

import { useEffect, useEffectEvent } from 'react'

/** Calls back each time a dialog opens: it begins empty, and keeps its words while it fades away. */
export function useOnOpen(isOpen: boolean, onOpen: () => void): void {
  const opened = useEffectEvent(onOpen)
  useEffect(() => {
    if (isOpen) opened()
  }, [isOpen])
}
