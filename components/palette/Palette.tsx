'use client'

import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { lazyPart } from '#components/ui/lazy-part.tsx'
import type { CommandPaletteProps } from './CommandPalette.tsx'
import { PaletteContext } from './palette-context.ts'

const LazyPalette = lazyPart<CommandPaletteProps>(() =>
  import('./CommandPalette.tsx').then((module) => module.CommandPalette),
)

/** Ctrl K or ⌘ K opens the palette on every page of the frame, also while something is typed. */
export function Palette({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => setOpen(true), [])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isKey = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      if (!isKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpen((was) => !was)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <PaletteContext value={open}>
      {children}
      <LazyPalette isOpen={isOpen} onClose={() => setOpen(false)} />
    </PaletteContext>
  )
}
