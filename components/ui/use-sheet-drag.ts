'use client'

import { type PointerEvent, useRef } from 'react'

const CLOSE_DISTANCE_PX = 120
const CLOSE_SPEED_PX_PER_MS = 0.6

interface Drag {
  id: number
  startY: number
  lastY: number
  lastAt: number
  speed: number
}

/**
 * Lets a sheet follow the finger. Spread the handlers on its head; the sheet itself is the closest
 * `[data-sheet]`. Dragged far or fast enough it closes, else it springs back.
 */
export function useSheetDrag(onClose: () => void) {
  const drag = useRef<Drag | null>(null)
  const sheetOf = (event: PointerEvent<HTMLElement>) => event.currentTarget.closest<HTMLElement>('[data-sheet]')

  const end = (event: PointerEvent<HTMLElement>, cancelled: boolean) => {
    const sheet = sheetOf(event)
    const { current } = drag
    drag.current = null
    if (!sheet || !current) return
    delete sheet.dataset.dragging
    const far = event.clientY - current.startY > CLOSE_DISTANCE_PX
    const fast = current.speed > CLOSE_SPEED_PX_PER_MS && event.clientY > current.startY
    const closes = !cancelled && (far || fast)
    // The inline value keeps the sheet below the edge while React Aria plays its leaving.
    sheet.style.transform = closes ? 'translateY(100%)' : ''
    if (closes) onClose()
  }

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'mouse' || (event.target as Element).closest('button, a, input')) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const { pointerId: id, clientY: y, timeStamp: at } = event
      drag.current = { id, startY: y, lastY: y, lastAt: at, speed: 0 }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { current } = drag
      const sheet = sheetOf(event)
      if (!current || !sheet || event.pointerId !== current.id) return
      sheet.dataset.dragging = ''
      sheet.style.transform = `translateY(${Math.max(0, event.clientY - current.startY)}px)`
      const elapsed = Math.max(1, event.timeStamp - current.lastAt)
      current.speed = (event.clientY - current.lastY) / elapsed
      current.lastY = event.clientY
      current.lastAt = event.timeStamp
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, false),
    onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, true),
  }
}
