'use client'

import { type MouseEvent, type PointerEvent, useRef } from 'react'

const LONG_PRESS_MS = 500
const STILL_PX = 10
const CLICK_AFTER_LIFT_MS = 400

export interface LongPressOptions {
  /** Whether a finger that stays here asks for a menu. */
  mayBegin: (target: EventTarget) => boolean
  /** A right-click, the menu key, or a finger that stayed. */
  onAsk: (target: EventTarget, at: { x: number; y: number }) => void
}

/** Hears a right-click, the menu key and a long press as the same request for a menu. */
export function useLongPress({ mayBegin, onAsk }: LongPressOptions) {
  const press = useRef<{ type: string; x: number; y: number; timer: ReturnType<typeof setTimeout> | null }>({
    type: 'mouse',
    x: 0,
    y: 0,
    timer: null,
  })
  const wasLong = useRef(false)

  const endPress = () => {
    if (press.current.timer !== null) clearTimeout(press.current.timer)
    press.current.timer = null
  }
  return {
    /** Of the last press: mouse, touch, pen. */
    pressType: () => press.current.type,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        endPress()
        wasLong.current = false
        const { pointerType: type, clientX: x, clientY: y, target } = event
        press.current = { type, x, y, timer: null }
        if (type === 'mouse' || !mayBegin(target)) return
        // iOS has no contextmenu event.
        press.current.timer = setTimeout(() => {
          wasLong.current = true
          swallowItsClick()
          onAsk(target, { x, y })
        }, LONG_PRESS_MS)
      },
      onPointerMove: (event: PointerEvent) => {
        const { x, y } = press.current
        if (Math.hypot(event.clientX - x, event.clientY - y) > STILL_PX) endPress()
      },
      onPointerUp: endPress,
      onPointerCancel: endPress,
      onContextMenu: (event: MouseEvent) => {
        event.preventDefault()
        endPress()
        // A finger that stayed was heard already.
        if (wasLong.current) return
        wasLong.current = press.current.type !== 'mouse'
        if (wasLong.current) swallowItsClick()
        const isKey = event.clientX === 0 && event.clientY === 0
        const box = (event.target as Element).getBoundingClientRect()
        onAsk(event.target, {
          x: isKey ? box.left + 24 : event.clientX,
          y: isKey ? box.top + 24 : event.clientY,
        })
      },
    },
  }
}

/**
 * The click that ends a long press was heard already. By then the menu may lie under the finger, and would take it for
 * a choice.
 */
function swallowItsClick(): void {
  const events = new AbortController()
  const { signal } = events
  const stop = () => events.abort()
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    stop()
  }
  window.addEventListener('click', swallow, { capture: true, signal })
  window.addEventListener('pointerdown', stop, { capture: true, signal })
  // It comes at once or never.
  const lifted = () => void setTimeout(stop, CLICK_AFTER_LIFT_MS)
  for (const end of ['touchend', 'touchcancel']) window.addEventListener(end, lifted, { capture: true, signal })
}
