'use client'

import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useRef, useState } from 'react'
import type { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast'
import type { ToastContent } from './toast-content.ts'

const ToastRegion = lazy(async () => ({ default: (await import('./ToastRegion.tsx')).ToastRegion }))

export interface Toaster {
  /**
   * Shows a toast for 8 s (longer under the pointer or with focus). Never for an error that needs an answer. Returns how
   * to take it away before.
   */
  show(content: ToastContent): () => void
}

const ToasterContext = createContext<Toaster | null>(null)
const TOAST_MS = 8000

/**
 * One toast at a time, above the navigation of a phone, bottom left on a desktop. The region and its queue are
 * fetched with the first toast.
 */
export function ToasterProvider({ children }: { children: ReactNode }) {
  const [queue, setQueue] = useState<ToastQueue<ToastContent> | null>(null)
  const started = useRef<Promise<ToastQueue<ToastContent>> | null>(null)
  const toaster = useMemo<Toaster>(
    () => ({
      show: (content) => {
        started.current ??= startQueue().then((fresh) => {
          setQueue(fresh)
          return fresh
        })
        const shown = started.current.then((current) => {
          // A new one takes the place of the old one: what is older has been seen.
          current.clear()
          const key = current.add(content, content.stays ? {} : { timeout: TOAST_MS })
          return () => current.close(key)
        })
        return () => void shown.then((close) => close())
      },
    }),
    [],
  )
  return (
    <ToasterContext value={toaster}>
      {children}
      {queue ? (
        <Suspense>
          <ToastRegion queue={queue} />
        </Suspense>
      ) : null}
    </ToasterContext>
  )
}

async function startQueue(): Promise<ToastQueue<ToastContent>> {
  const { UNSTABLE_ToastQueue: Queue } = await import('react-aria-components/Toast')
  return new Queue<ToastContent>({ maxVisibleToasts: 1 })
}

export function useToaster(): Toaster {
  const toaster = useContext(ToasterContext)
  if (!toaster) throw new Error('useToaster needs a ToasterProvider above')
  return toaster
}
