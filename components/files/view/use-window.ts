'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'
import { type Layout, visibleRange } from './layout.ts'

/** Cells this far outside of what is seen are drawn too, so that scrolling does not show them being made. */
const OVERSCAN_PX = 500

export interface ScrollParts {
  /** What scrolls. */
  scroller: RefObject<HTMLElement | null>
  /** What is as tall as the whole list, inside it. */
  canvas: RefObject<HTMLElement | null>
}

export interface Range {
  first: number
  end: number
}

/** Which cells to draw; changes only when another cell comes into reach. */
export function useWindow({ scroller, canvas }: ScrollParts, layout: Layout): Range {
  const [drawn, setDrawn] = useState<Range>({ first: 0, end: 0 })

  useLayoutEffect(() => {
    const [outer, inner] = [scroller.current, canvas.current]
    if (!outer || !inner) return
    let frame = 0
    const update = () => {
      frame = 0
      const top = outer.getBoundingClientRect().top - inner.getBoundingClientRect().top
      const next = visibleRange(layout, top - OVERSCAN_PX, top + outer.clientHeight + OVERSCAN_PX)
      setDrawn((before) => (before.first === next.first && before.end === next.end ? before : next))
    }
    const later = () => {
      frame ||= requestAnimationFrame(update)
    }
    update()
    outer.addEventListener('scroll', later, { passive: true })
    const sizes = new ResizeObserver(later)
    sizes.observe(outer)
    return () => {
      cancelAnimationFrame(frame)
      outer.removeEventListener('scroll', later)
      sizes.disconnect()
    }
  }, [scroller, canvas, layout])

  return drawn
}
