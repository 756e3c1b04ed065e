'use client'

import { useEffect, useMemo, useRef, useState } from 'react'

const SHOW_AFTER_MS = 600
/** Long enough to move the pointer onto the tooltip itself. */
const HIDE_AFTER_MS = 120

/** The element with `data-tip` whose tooltip is to be seen; none under a finger, and none after Esc or a press. */
export function useTooltipTarget() {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const actions = useMemo(() => {
    const after = (ms: number, next: HTMLElement | null) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setTarget(next), ms)
    }
    return {
      after,
      keep: () => clearTimeout(timer.current),
      hide: () => after(HIDE_AFTER_MS, null),
      now: (next: HTMLElement | null) => after(0, next),
    }
  }, [])

  useEffect(() => {
    const { after, now, hide } = actions
    const tipOf = (event: Event) => (event.target as Element | null)?.closest?.<HTMLElement>('[data-tip]') ?? null
    const over = (event: PointerEvent) => {
      const next = event.pointerType === 'mouse' ? tipOf(event) : null
      if (next) after(SHOW_AFTER_MS, next)
      else hide()
    }
    const focused = (event: FocusEvent) => {
      const next = tipOf(event)
      if (next?.matches(':focus-visible')) now(next)
    }
    const gone = () => now(null)
    const pressed = (event: KeyboardEvent) => event.key === 'Escape' && gone()
    const options = { capture: true, passive: true }
    document.addEventListener('pointerover', over, options)
    document.addEventListener('focusin', focused, options)
    document.addEventListener('focusout', gone, options)
    document.addEventListener('pointerdown', gone, options)
    document.addEventListener('keydown', pressed, options)
    document.addEventListener('scroll', gone, options)
    return () => {
      clearTimeout(timer.current)
      document.removeEventListener('pointerover', over, options)
      document.removeEventListener('focusin', focused, options)
      document.removeEventListener('focusout', gone, options)
      document.removeEventListener('pointerdown', gone, options)
      document.removeEventListener('keydown', pressed, options)
      document.removeEventListener('scroll', gone, options)
    }
  }, [actions])
  return { target, keep: actions.keep, hide: actions.hide }
}
