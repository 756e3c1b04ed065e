'use client'

import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { NARROWEST_PX, WIDEST_PX } from './detail-columns.ts'

export interface ColumnResizerProps {
  label: string
  /** As it is set; what is drawn may be wider. */
  widthPx: number
  /** @param px null: as wide as at first */
  onResize: (px: number | null, isFinal: boolean) => void
}

const STEP_PX = 16

/** The edge of a column: dragged, or moved by arrows; pressed twice, or Enter, it is as at first. */
export function ColumnResizer({ label, widthPx, onResize }: ColumnResizerProps) {
  const drag = useRef<{ fromX: number; fromPx: number } | null>(null)

  const drawnWidth = (edge: Element) => Math.round(edge.parentElement?.getBoundingClientRect().width ?? widthPx)
  const at = ({ clientX }: PointerEvent) =>
    drag.current === null ? null : drag.current.fromPx + clientX - drag.current.fromX

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowRight' ? STEP_PX : event.key === 'ArrowLeft' ? -STEP_PX : null
    if (by === null && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    onResize(by === null ? null : drawnWidth(event.currentTarget) + by, true)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged or focused
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={widthPx}
      aria-valuemin={NARROWEST_PX}
      aria-valuemax={WIDEST_PX}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(null, true)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        drag.current = { fromX: event.clientX, fromPx: drawnWidth(event.currentTarget) }
      }}
      onPointerMove={(event) => {
        const px = at(event)
        if (px !== null) onResize(px, false)
      }}
      onPointerUp={(event) => {
        const px = at(event)
        const moved = drag.current !== null && event.clientX !== drag.current.fromX
        drag.current = null
        if (px !== null && moved) onResize(px, true)
      }}
      onPointerCancel={() => {
        drag.current = null
        onResize(widthPx, true)
      }}
      className="group/edge absolute inset-y-0 -right-1.5 z-10 flex w-3 cursor-col-resize touch-none justify-center rounded-[4px] -outline-offset-1"
    >
      <span className="my-2 w-px bg-hair group-hover/edge:bg-edge group-focus-visible/edge:bg-ember" />
    </div>
  )
}
