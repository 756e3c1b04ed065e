'use client'

import { useSyncExternalStore } from 'react'
import { THEME_KEY, type ThemeChoice } from './theme-script.ts'

const CHANGED = 'hearth-theme'

/** The choice of this browser and a way to change it; the theme script of the page applies it. */
export function useTheme(): [choice: ThemeChoice, choose: (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore(subscribe, read, () => 'auto' as const)
  return [choice, choose]
}

function subscribe(changed: () => void) {
  window.addEventListener(CHANGED, changed)
  window.addEventListener('storage', changed)
  return () => {
    window.removeEventListener(CHANGED, changed)
    window.removeEventListener('storage', changed)
  }
}

function read(): ThemeChoice {
  try {
    const choice = localStorage.getItem(THEME_KEY)
    return choice === 'light' || choice === 'dark' ? choice : 'auto'
  } catch {
    // Storage is shut off in this browser: the system decides.
    return 'auto'
  }
}

function choose(choice: ThemeChoice) {
  try {
    if (choice === 'auto') localStorage.removeItem(THEME_KEY)
    else localStorage.setItem(THEME_KEY, choice)
  } catch {
    // As above; then there is nothing to remember.
  }
  window.dispatchEvent(new Event(CHANGED))
}
