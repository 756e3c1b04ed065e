'use client'

import { createContext, useContext } from 'react'
import type { Allowances } from '#lib/browser/engine/allowances.ts'

/** What is allowed on this device: the same for what this page sends and for what it keeps here. */
export const AllowancesContext = createContext<Allowances | null>(null)

/** @throws outside of TransfersProvider */
export function useAllowances(): Allowances {
  const allowances = useContext(AllowancesContext)
  if (allowances === null) throw new Error('no TransfersProvider above')
  return allowances
}
