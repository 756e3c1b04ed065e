'use client'

import { useEffect } from 'react'
import { useTransfersSnapshot } from './transfers-context.ts'

/** Lets the browser ask before the page goes away while something is sent; never otherwise. */
export function useBeforeUnload(): void {
  const { transfers } = useTransfersSnapshot()
  const isSending = transfers.some(({ state }) => state.kind === 'running')
  useEffect(() => {
    if (!isSending) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isSending])
}
