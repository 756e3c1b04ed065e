'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Layout, rectOf } from './layout.ts'
import type { ScrollParts } from './use-window.ts'

/** Room kept above and below the cell that the keyboard went to. */
const MARGIN_PX = 12

export interface FocusStop {
  /** The one cell that Tab leads to; drawn even when it is scrolled away, so that focus is never lost. */
  index: number
  /** Makes it the stop and gives it focus, scrolled into view. */
  focus(index: number): void
  /** Makes it the stop, without focus. */
  set(index: number): void
}

/** Roving focus in a list of which only a part is drawn. @param stickyPx height of what sticks to the top */
export function useFocusStop(
  parts: ScrollParts,
  layout: Layout,
  count: number,
  stickyPx: RefObject<number>,
): FocusStop {
  const [wanted, setWanted] = useState(0)
  const pending = useRef<number | null>(null)
  const index = Math.max(0, Math.min(wanted, count - 1))

  useLayoutEffect(() => {
    if (pending.current === null) return
    const cell = parts.canvas.current?.querySelector<HTMLElement>(`[data-cell="${pending.current}"]`)
    if (!cell) return
    pending.current = null
    cell.focus({ preventScroll: true })
  })

  // A cell that is taken away with its focus says nothing of it: the one in its place takes over.
  const isInside = useRef(false)
  useEffect(() => {
    const canvas = parts.canvas.current
    const look = () => {
      isInside.current = canvas?.contains(document.activeElement) ?? false
    }
    // A browser may tell of it while the cell is being taken away; what follows in the same turn is looked at.
    const lookAfterwards = () => queueMicrotask(look)
    canvas?.addEventListener('focusin', look)
    canvas?.addEventListener('focusout', lookAfterwards)
    return () => {
      canvas?.removeEventListener('focusin', look)
      canvas?.removeEventListener('focusout', lookAfterwards)
    }
  }, [parts])
  useLayoutEffect(() => {
    if (!isInside.current || document.activeElement !== document.body) return
    parts.canvas.current?.querySelector<HTMLElement>(`[data-cell="${index}"]`)?.focus({ preventScroll: true })
  })

  const focus = useCallback(
    (next: number) => {
      pending.current = next
      setWanted(next)
      reveal(parts, rectOf(layout, next), stickyPx.current)
      // The cell may be drawn already, and then nothing draws again.
      const cell = parts.canvas.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)
      cell?.focus({ preventScroll: true })
    },
    [parts, layout, stickyPx],
  )
  return { index, focus, set: setWanted }
}

function reveal({ scroller, canvas }: ScrollParts, rect: { y: number; height: number }, stickyPx: number): void {
  const [outer, inner] = [scroller.current, canvas.current]
  if (!outer || !inner) return
  const top = inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + rect.y
  if (top < stickyPx + MARGIN_PX) outer.scrollTop += top - stickyPx - MARGIN_PX
  const under = top + rect.height + MARGIN_PX - outer.clientHeight
  if (under > 0) outer.scrollTop += under
}
