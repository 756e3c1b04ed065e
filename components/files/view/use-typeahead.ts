'use client'

import { useRef } from 'react'
import { foldText } from '#lib/core/names/fold.ts'
import type { Cell } from './merge-cells.ts'

/** Letters typed within this time make one word. */
const PAUSE_MS = 900

/** Finds the next entry whose name begins with what was typed; null when the key is none that types. */
export function useTypeahead(): (key: string, cells: readonly Cell[], from: number) => number | null {
  const typed = useRef({ text: '', atMs: 0 })
  return (key, cells, from) => {
    if ([...key].length !== 1) return null
    const nowMs = performance.now()
    const isGoingOn = nowMs - typed.current.atMs < PAUSE_MS
    // A space begins nothing: it opens the preview.
    if (key === ' ' && !(isGoingOn && typed.current.text !== '')) return null
    const before = isGoingOn ? typed.current.text : ''
    // The same letter again goes on to the next name with it.
    const text = before === key ? key : before + key
    typed.current = { text, atMs: nowMs }
    return findByPrefix(cells, text, text.length > 1 ? from : from + 1) ?? from
  }
}

/** The first cell at or after `from`, around the end, whose name begins so; case and accents do not count. */
function findByPrefix(cells: readonly Cell[], prefix: string, from: number): number | null {
  const wanted = foldText(prefix)
  for (let step = 0; step < cells.length; step++) {
    const index = (from + step) % cells.length
    const cell = cells[index]
    const name = cell?.kind === 'entry' ? cell.entry.name : cell?.sending.name
    if (name !== undefined && foldText(name.slice(0, prefix.length + 8)).startsWith(wanted)) return index
  }
  return null
}
