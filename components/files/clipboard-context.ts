'use client'

import { createContext, useContext } from 'react'
import type { EntryClipboard } from './clipboard.ts'

export type ClipboardState = readonly [EntryClipboard | null, (clipboard: EntryClipboard | null) => void]

export const ClipboardContext = createContext<ClipboardState | null>(null)

/** What was cut or copied in this vault; it lasts while the page does, from place to place. */
export function useClipboard(): ClipboardState {
  const state = useContext(ClipboardContext)
  if (!state) throw new Error('useClipboard needs a FilesProvider above')
  return state
}
