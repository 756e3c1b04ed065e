'use client'

import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useShell } from './shell-context.ts'

/** On a phone, puts its children where the bottom navigation is; elsewhere it draws nothing. */
export function InsteadOfNavigation({ children }: { children: ReactNode }) {
  const { bottomSlot } = useShell()
  return bottomSlot ? createPortal(children, bottomSlot) : null
}
