'use client'

import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PlaceAddressControl } from '#components/files/page/use-place-address.ts'

const EditorOverlay = lazy(() => import('./EditorOverlay.tsx').then((file) => ({ default: file.EditorOverlay })))

export interface EditorHostProps {
  placeId: string
  control: PlaceAddressControl
}

/**
 * The editor of the address. Back is a way out like any other: while something is unsaved the step is taken again, and
 * the person asked.
 */
export function EditorHost({ placeId, control }: EditorHostProps) {
  const { address } = control
  const wanted = address.edit ? address.entry : null
  const [shown, setShown] = useState(wanted)
  const mayLeave = useRef<(() => boolean) | null>(null)
  // Opened from the folder it is a step of the history; opened by a link there is nothing behind it.
  const isStep = useRef(wanted === null)
  useEffect(() => {
    if (wanted === null) isStep.current = true
  }, [wanted])

  const follow = useEffectEvent((next: string | null) => {
    if (next === shown) return
    if (next === null && shown !== null && mayLeave.current?.() === false) control.go({ entry: shown, edit: true })
    else setShown(next)
  })
  useEffect(() => follow(wanted), [wanted])

  if (shown === null) return null
  return (
    <Suspense>
      <EditorOverlay
        key={shown}
        entryId={shown}
        placeId={placeId}
        mayLeave={mayLeave}
        onClose={() => {
          if (isStep.current) window.history.back()
          else control.replace({ entry: null, edit: false })
        }}
        onMoved={(entryId) => control.replace({ entry: entryId, edit: true })}
      />
    </Suspense>
  )
}
