'use client'

import { createContext, useContext, useEffect, useEffectEvent } from 'react'

/** What the Add button of the frame does on the page that is open. */
export interface AddAction {
  /** Names the button: "Add to Family". */
  label: string
  onPress: () => void
  /** Begins a new text there. */
  onNewText?: () => void
}

export interface Shell {
  add: AddAction | null
  setAdd: (action: AddAction | null) => void
  /** On a phone: where something may stand instead of the navigation (the selection toolbar). */
  bottomSlot: HTMLElement | null
}

export const ShellContext = createContext<Shell | null>(null)

export function useShell(): Shell {
  const shell = useContext(ShellContext)
  if (!shell) throw new Error('useShell needs an AppShell above')
  return shell
}

/**
 * Gives the Add button of the phone and of the rail its meaning while a page is open; null takes it away.
 * Only the label is watched: the action is always that of the last render.
 */
export function useShellAdd(action: AddAction | null): void {
  const { setAdd } = useShell()
  const press = useEffectEvent(() => action?.onPress())
  const writeNew = useEffectEvent(() => action?.onNewText?.())
  const label = action?.label ?? null
  const writes = action?.onNewText !== undefined
  useEffect(() => {
    if (label === null) return
    setAdd({ label, onPress: () => press(), ...(writes ? { onNewText: () => writeNew() } : {}) })
    return () => setAdd(null)
  }, [label, writes, setAdd])
}
