import type { Strings } from '#components/strings/en.ts'
import type { Formatter } from '#components/strings/format.ts'
import type { EntryView } from '#lib/contracts/http/entries.ts'

/** What a photo, a film or a sound says of itself. */
export function mediaRows({ picture }: EntryView, files: Strings['files'], format: Formatter): [string, string][] {
  const { facts } = files
  const { width, height, durationMs, takenAt, videoCodec, audioCodec } = picture ?? {}
  const codecs = [videoCodec, audioCodec].filter((codec) => codec !== undefined)
  const rows: [string, string][] = []
  // The camera's clock, as it stood there: without a zone it is the reader's own.
  if (takenAt !== undefined) rows.push([facts.taken, format.dateTime(Date.parse(takenAt.slice(0, 19)))])
  if (durationMs !== undefined) rows.push([facts.duration, format.clock(durationMs / 1000)])
  if (width !== undefined && height !== undefined) rows.push([facts.pixels, files.pixels(width, height)])
  if (codecs.length > 0) rows.push([facts.codecs, codecs.join(', ')])
  return rows
}
