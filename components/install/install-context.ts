'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { InstallState, InstallWatch } from '#lib/browser/install/install-watch.ts'

/** null until the page runs in a browser. */
export const InstallContext = createContext<InstallWatch | null>(null)

const NEVER = () => () => {}

/** How this page becomes an app; null as long as nobody knows. */
export function useInstall(): { state: InstallState | null; install: () => void } {
  const watch = useContext(InstallContext)
  const state = useSyncExternalStore(
    watch?.subscribe ?? NEVER,
    () => watch?.state() ?? null,
    () => null,
  )
  return { state, install: () => void watch?.install() }
}
