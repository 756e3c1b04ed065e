'use client'

import { useFormat } from '#components/strings/use-strings.ts'
import { classNames } from '#components/ui/class-names.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'

export interface FilmLengthProps {
  entry: Pick<EntryView, 'type' | 'picture'>
  /** How far from the bottom: of the picture, or of a tile with words below it. */
  className?: string
}

/** How long a film is, on its picture. The details say it in words. */
export function FilmLength({ entry, className = 'bottom-[54px]' }: FilmLengthProps) {
  const format = useFormat()
  const durationMs = entry.picture?.durationMs
  if (entry.type !== 'film' || durationMs === undefined) return null
  return (
    <span
      aria-hidden
      className={classNames(
        'pointer-events-none absolute left-2 rounded-pill bg-[#0a0807]/72 px-2 py-0.5 text-caption text-[#ffffff] tabular',
        className,
      )}
    >
      {format.clock(durationMs / 1000)}
    </span>
  )
}
