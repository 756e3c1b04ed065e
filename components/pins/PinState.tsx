'use client'

import { lazy, Suspense } from 'react'
import type { EntryView } from '#lib/contracts/http/entries.ts'
import { usePins } from './pins-context.ts'

const PinControls = lazy(() => import('./PinControls.tsx').then((file) => ({ default: file.PinControls })))

/** How an entry stands on this device, and the button for it; nothing where a browser cannot keep files. */
export function PinState({ entry }: { entry: EntryView }) {
  const { pins } = usePins()
  if (pins === null) return null
  return (
    <Suspense>
      <PinControls entry={entry} />
    </Suspense>
  )
}
