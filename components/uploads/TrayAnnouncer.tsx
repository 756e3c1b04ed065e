'use client'

import { useEffect, useRef, useState } from 'react'
import { useStrings } from '#components/strings/use-strings.ts'
import type { TrayState } from './use-tray.ts'

/** Says to a screen reader what somebody would want to be told, and not every percent. */
export function TrayAnnouncer({ tray }: { tray: TrayState }) {
  const { transfers } = useStrings()
  const { phase, needsYouCount, doneCount } = tray.summary
  const before = useRef({ phase, needsYouCount })
  const [words, setWords] = useState('')
  useEffect(() => {
    const { phase: was, needsYouCount: needed } = before.current
    before.current = { phase, needsYouCount }
    if (needsYouCount > needed) setWords(transfers.announceNeedsYou)
    else if (phase === 'done' && was !== 'done' && was !== 'idle') setWords(transfers.announceDone(doneCount))
  }, [phase, needsYouCount, doneCount, transfers])
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  )
}
