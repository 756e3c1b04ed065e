'use client'

import { createContext, useContext } from 'react'

/**
 * The `id` of the open place, for the frame around the page. Pages read the query themselves; the frame must not,
 * or Next could not put it into the static file and every page would begin empty.
 */
export const OpenPlaceContext = createContext<string | null>(null)

export function useOpenPlace(): string | null {
  return useContext(OpenPlaceContext)
}
