'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast'
import { ToastRegion } from './ToastRegion.tsx'

export interface ToastContent {
  /** What happened, in one line: "3 entries in the trash". */
  message: string
  action?: { label: string; onPress: () => void }
}

export interface Toaster {
  /** Shows a toast for 8 s (longer under the pointer or with focus). Never for an error that needs an answer. */
  show(content: ToastContent): void
}

const ToasterContext = createContext<Toaster | null>(null)
const TOAST_MS = 8000

/** Owns the queue: one toast at a time, above the navigation of a phone, bottom left on a desktop. */
export function ToasterProvider({ children }: { children: ReactNode }) {
  const [queue] = useState(() => new ToastQueue<ToastContent>({ maxVisibleToasts: 1 }))
  const toaster = useMemo<Toaster>(
    () => ({
      show: (content) => {
        // A new one takes the place of the old one: what is older has been seen.
        queue.clear()
        queue.add(content, { timeout: TOAST_MS })
      },
    }),
    [queue],
  )
  return (
    <ToasterContext value={toaster}>
      {children}
      <ToastRegion queue={queue} />
    </ToasterContext>
  )
}

export function useToaster(): Toaster {
  const toaster = useContext(ToasterContext)
  if (!toaster) throw new Error('useToaster needs a ToasterProvider above')
  return toaster
}
