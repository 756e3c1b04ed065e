'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { formatSearchAddress, parseSearchAddress, type SearchAddress } from './search-address.ts'

/** The search of the address, and how to change it. Words change the same step of the history, filters make a new one. */
export function useSearchAddress() {
  const search = useSearchParams()
  const fromUrl = useMemo(() => parseSearchAddress(search), [search])
  const [address, setAddress] = useState(fromUrl)
  const written = useRef(formatSearchAddress(fromUrl))
  // Back, forward, and a link to another search; what was typed here is in the address a moment later.
  useEffect(() => {
    const now = formatSearchAddress(fromUrl)
    if (now === written.current) return
    written.current = now
    setAddress(fromUrl)
  }, [fromUrl])

  const write = useCallback((next: SearchAddress, how: 'pushState' | 'replaceState') => {
    setAddress(next)
    written.current = formatSearchAddress(next)
    window.history[how](null, '', written.current)
  }, [])
  const type = useCallback((q: string) => write({ ...address, q }, 'replaceState'), [address, write])
  const filter = useCallback(
    (change: Partial<SearchAddress>) => write({ ...address, ...change }, 'pushState'),
    [address, write],
  )
  const show = useCallback(
    (view: SearchAddress['view']) => write({ ...address, view }, 'replaceState'),
    [address, write],
  )
  return { address, type, filter, show }
}
