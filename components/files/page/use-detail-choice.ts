'use client'

import { useCallback, useMemo, useState } from 'react'
import type { Prefs } from '#lib/browser/db/browser-store.ts'
import type { ColumnId } from '../view/columns.ts'
import { type ColumnWidths, clampWidth, readDetailChoice } from '../view/detail-columns.ts'

/** The columns of the detail view, kept per person on this device; a width that is being dragged is not kept yet. */
export function useDetailChoice(prefs: Prefs | null, change: (change: Prefs) => void) {
  const kept = prefs?.detail
  const [dragged, setDragged] = useState<ColumnWidths | null>(null)
  const base = useMemo(() => readDetailChoice(kept), [kept])
  const choice = useMemo(() => (dragged === null ? base : { ...base, widths: dragged }), [base, dragged])

  /** @param px null: as wide as at first */
  const resize = useCallback(
    (id: ColumnId, px: number | null, isFinal: boolean) => {
      const { [id]: _before, ...others } = base.widths
      const widths: ColumnWidths = px === null ? others : { ...others, [id]: clampWidth(px) }
      setDragged(isFinal ? null : widths)
      if (isFinal) change({ detail: { columns: base.columns, widths } })
    },
    [base, change],
  )
  /** @param columns null: as at first, widths too */
  const choose = useCallback(
    (columns: readonly ColumnId[] | null) =>
      change({ detail: columns === null ? {} : { columns, widths: base.widths } }),
    [base, change],
  )
  return { choice, resize, choose }
}
