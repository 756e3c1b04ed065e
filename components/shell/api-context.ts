'use client'

import { createContext, useContext } from 'react'
import type { Api } from '#lib/api/client.ts'

export const ApiContext = createContext<Api | null>(null)

/** The typed client of the vault. */
export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('useApi needs Providers above')
  return api
}
