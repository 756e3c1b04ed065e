'use client'

import { createContext, useContext } from 'react'

/** Opens the list of keys. */
export const KeyHelpContext = createContext<() => void>(() => {})

export function useOpenKeyHelp(): () => void {
  return useContext(KeyHelpContext)
}
