'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/** Reads the query where Next allows it, below a Suspense of its own, and tells the frame. */
export function AddressReader({ onPlace }: { onPlace: (place: string | null) => void }) {
  const place = useSearchParams().get('id')
  useEffect(() => onPlace(place), [place, onPlace])
  return null
}
