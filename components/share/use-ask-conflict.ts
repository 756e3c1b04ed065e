'use client'

import { useCallback, useState } from 'react'
import type { AskConflict } from '#components/files/actions/use-transfer-entries.ts'
import type { Conflict } from '#lib/contracts/http/common.ts'

/** The question about names that are taken, as a promise: null when nothing should happen at all. */
export function useAskConflict() {
  const [asked, setAsked] = useState<{ names: readonly string[]; answer: (conflict: Conflict | null) => void } | null>(
    null,
  )
  const [isOpen, setOpen] = useState(false)
  const ask: AskConflict = useCallback(
    (names) =>
      new Promise((resolve) => {
        setAsked({ names, answer: resolve })
        setOpen(true)
      }),
    [],
  )
  const onAnswer = (conflict: Conflict | null) => {
    setOpen(false)
    asked?.answer(conflict)
  }
  // The names stay while the dialog fades away.
  return { ask, dialog: { isOpen, names: asked?.names ?? [], onAnswer } }
}
