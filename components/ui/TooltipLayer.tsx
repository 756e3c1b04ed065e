'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import { useTooltipTarget } from './use-tooltip-target.ts'

const GAP_PX = 8

/**
 * One tooltip for the whole page: the words of whatever carries `data-tip` and is pointed at or focused by keyboard.
 * They repeat the name of the control for the eye, so screen readers skip them.
 */
export function TooltipLayer() {
  const { target, keep, hide } = useTooltipTarget()
  const bubble = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<{ left: number; top: number } | null>(null)

  useLayoutEffect(() => {
    const size = bubble.current?.getBoundingClientRect()
    if (!target || !size) return setAt(null)
    const anchor = target.getBoundingClientRect()
    const below = anchor.bottom + GAP_PX
    const fits = below + size.height + GAP_PX <= window.innerHeight
    const middle = anchor.left + anchor.width / 2 - size.width / 2
    setAt({
      left: Math.min(Math.max(GAP_PX, middle), window.innerWidth - size.width - GAP_PX),
      top: fits ? below : anchor.top - size.height - GAP_PX,
    })
  }, [target])

  if (!target) return null
  return (
    <div
      ref={bubble}
      aria-hidden
      onPointerEnter={keep}
      onPointerLeave={hide}
      className="fixed z-50 max-w-60 rounded-[8px] bg-ink px-2.5 py-1.5 text-caption font-medium text-paper shadow-float"
      style={at ?? { left: 0, top: 0, visibility: 'hidden' }}
    >
      {target.dataset.tip}
    </div>
  )
}
