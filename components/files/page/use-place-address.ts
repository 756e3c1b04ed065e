'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatPlaceAddress, type PlaceAddress, parsePlaceAddress } from './place-address.ts'

export interface PlaceAddressControl {
  address: PlaceAddress
  href(change: Partial<PlaceAddress>): string
  /** A step that Back takes back. */
  go(change: Partial<PlaceAddress>): void
  /** The same step, seen otherwise: how it is sorted, which view. */
  replace(change: Partial<PlaceAddress>): void
}

/** The address of the page and how to change it. The page is static, so no request is made for a new folder's page. */
export function usePlaceAddress(): PlaceAddressControl {
  const search = useSearchParams()
  const address = useMemo(() => parsePlaceAddress(search), [search])
  const href = useCallback((change: Partial<PlaceAddress>) => formatPlaceAddress({ ...address, ...change }), [address])
  const go = useCallback((change: Partial<PlaceAddress>) => window.history.pushState(null, '', href(change)), [href])
  const replace = useCallback(
    (change: Partial<PlaceAddress>) => window.history.replaceState(null, '', href(change)),
    [href],
  )
  return useMemo(() => ({ address, href, go, replace }), [address, href, go, replace])
}
