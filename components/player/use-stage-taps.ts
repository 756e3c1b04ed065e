'use client'

import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { MediaCommand } from './media-keys.ts'
import { DOUBLE_TAP_MS, doubleTapCommand, type Tap } from './tap-command.ts'

/** Presses on the picture of a film: a mouse plays and pauses at once; a finger may tap twice to seek, so it waits. */
export function useStageTaps(run: (command: MediaCommand) => void) {
  const type = useRef('mouse')
  const last = useRef<Tap | null>(null)
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => () => stopWaiting(waiting.current), [])
  return {
    onPointerDown: (event: PointerEvent) => {
      type.current = event.pointerType
    },
    onClick: (event: MouseEvent) => {
      if (type.current !== 'touch') return run({ kind: 'toggle' })
      stopWaiting(waiting.current)
      const box = event.currentTarget.getBoundingClientRect()
      const tap = { at: (event.clientX - box.left) / box.width, timeMs: event.timeStamp }
      const seek = doubleTapCommand(last.current, tap)
      last.current = tap
      if (seek !== null) run(seek)
      else waiting.current = setTimeout(() => run({ kind: 'toggle' }), DOUBLE_TAP_MS)
    },
  }
}

function stopWaiting(timer: ReturnType<typeof setTimeout> | null): void {
  if (timer !== null) clearTimeout(timer)
}
