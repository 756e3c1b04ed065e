import { splitExtension } from '../names/split-name.ts'

/** A file beside a film that may be its subtitles. */
export interface SubtitleName {
  format: 'srt' | 'vtt' | 'ass'
  /** As the name says it: `en`, `pt-BR`; null when it says none. */
  language: string | null
  /** What else stands between the name of the film and the ending: "forced", "sdh"; "" for nothing. */
  note: string
}

const FORMATS: Readonly<Record<string, SubtitleName['format']>> = { srt: 'srt', vtt: 'vtt', ass: 'ass', ssa: 'ass' }
const LANGUAGE = /^[a-z]{2,3}(?:[-_][a-z]{2,4})?$/i
const NOTES = new Set(['cc', 'sdh', 'hi', 'forced', 'default'])

/** What `name` is to a film of the name `film`; null when it is none of its subtitles. */
export function subtitleOf(film: string, name: string): SubtitleName | null {
  const { stem } = splitExtension(film)
  const ending = splitExtension(name)
  const format = FORMATS[ending.extension.slice(1).toLowerCase()]
  if (format === undefined || !ending.stem.toLowerCase().startsWith(stem.toLowerCase())) return null
  const rest = ending.stem.slice(stem.length)
  if (rest !== '' && !/^[.\-_ [(]/.test(rest)) return null
  const parts = rest.split(/[.\s[\]()]+/).filter((part) => part !== '' && part !== '-' && part !== '_')
  const language = parts.find((part) => LANGUAGE.test(part) && !NOTES.has(part.toLowerCase())) ?? null
  // Part 10 is no subtitle of part 1.
  if (parts.some((part) => /^\d+$/.test(part))) return null
  const note = parts.filter((part) => part !== language && part.toLowerCase() !== 'default').join(' ')
  return { format, language: language?.replace('_', '-') ?? null, note }
}
