'use client'

import { useFormat } from '#components/strings/use-strings.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'

/** How long a film is, on its picture. The details say it in words. */
export function FilmLength({ entry }: { entry: Pick<EntryView, 'type' | 'picture'> }) {
  const format = useFormat()
  const durationMs = entry.picture?.durationMs
  if (entry.type !== 'film' || durationMs === undefined) return null
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute bottom-[54px] left-2 rounded-pill bg-[#0a0807]/72 px-2 py-0.5 text-caption text-[#ffffff] tabular"
    >
      {format.clock(durationMs / 1000)}
    </span>
  )
}
