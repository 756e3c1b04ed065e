'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'

/** Inner width of an element in px; 0 until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    setWidth(Math.floor(current.getBoundingClientRect().width))
    const sizes = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)))
    sizes.observe(current)
    return () => sizes.disconnect()
  }, [element])
  return width
}
