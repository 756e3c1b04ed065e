'use client'

import { type RefObject, useEffect, useState } from 'react'

const IDLE_MS = 2_500

/** True when nobody moved, touched or typed over the stage for a while: then a playing film has it to itself. */
export function useIdle(ref: RefObject<HTMLElement | null>): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    const stage = ref.current
    if (stage === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const stir = (): void => {
      setIdle(false)
      clearTimeout(timer)
      timer = setTimeout(() => setIdle(true), IDLE_MS)
    }
    const events = ['pointermove', 'pointerdown', 'focusin'] as const
    for (const event of events) stage.addEventListener(event, stir)
    document.addEventListener('keydown', stir)
    stir()
    return () => {
      clearTimeout(timer)
      for (const event of events) stage.removeEventListener(event, stir)
      document.removeEventListener('keydown', stir)
    }
  }, [ref])
  return isIdle
}
