'use client'

import { type RefObject, useEffect, useState } from 'react'

/**
 * How far the keyboard of a phone covers the foot of an element, in px. Where the browser shrinks the page for the
 * keyboard it is 0; Safari only moves the visual viewport.
 */
export function useKeyboardOverlap(element: RefObject<HTMLElement | null>): number {
  const [overlap, setOverlap] = useState(0)
  useEffect(() => {
    const viewport = window.visualViewport
    if (!viewport) return
    const measure = () => {
      const box = element.current?.getBoundingClientRect()
      // Zoomed in by hand, the visual viewport is small without a keyboard.
      if (!box || viewport.scale > 1.01) return setOverlap(0)
      setOverlap(Math.max(0, Math.round(box.bottom - (viewport.offsetTop + viewport.height))))
    }
    measure()
    viewport.addEventListener('resize', measure)
    viewport.addEventListener('scroll', measure)
    return () => {
      viewport.removeEventListener('resize', measure)
      viewport.removeEventListener('scroll', measure)
    }
  }, [element])
  return overlap
}
