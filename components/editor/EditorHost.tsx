'use client'

import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PlaceAddressControl } from '#components/files/page/use-place-address.ts'

const EditorOverlay = lazy(() => import('./EditorOverlay.tsx').then((file) => ({ default: file.EditorOverlay })))

export interface EditorHostProps {
  placeId: string
  control: PlaceAddressControl
}

/**
 * The editor of the address, always a step over its folder. Back is a way out like any other: while something is unsaved
 * the step is taken again, and the person asked.
 */
export function EditorHost({ placeId, control }: EditorHostProps) {
  const { address } = control
  const wanted = address.edit ? address.entry : null
  const [shown, setShown] = useState(wanted)
  const wasClosed = useRef(wanted === null)
  const mayLeave = useRef<(() => boolean) | null>(null)
  useEffect(() => {
    if (wanted !== null && !wasClosed.current) putFolderBehind(control)
    if (wanted !== null) markStep(wanted)
    wasClosed.current = true
  }, [wanted, control])

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
        onClose={() => window.history.back()}
        onMoved={(entryId) => control.replace({ entry: entryId, edit: true })}
      />
    </Suspense>
  )
}

const OVER_FOLDER = 'hearthOverFolder'

/**
 * Opened by a link there is another page behind the editor, and Back would leave it before anybody could ask. So the
 * folder comes between. With its own state in it the router takes the change for one of its own: the page stays as it is.
 */
function putFolderBehind({ address, href }: PlaceAddressControl): void {
  const { state } = window.history
  if (state?.[OVER_FOLDER] !== undefined) return
  window.history.replaceState(state, '', href({ entry: null, edit: false }))
  window.history.pushState(state, '', href({ entry: address.entry }))
}

/** Known again after a reload. */
function markStep(entry: string): void {
  window.history.replaceState({ ...window.history.state, [OVER_FOLDER]: entry }, '')
}
