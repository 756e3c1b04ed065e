import { splitExtension } from '../names/split-name.ts'

/** Shortens a name to `maxCharacters` visible ones and keeps its ending: "Buckwheat gal….pdf". */
export function truncateMiddle(name: string, maxCharacters: number): string {
  const characters = graphemes(name)
  if (characters.length <= maxCharacters) return name
  const ending = graphemes(splitExtension(name).extension)
  const kept = ending.length < maxCharacters - 1 ? ending : []
  const head = characters.slice(0, Math.max(0, maxCharacters - kept.length - 1))
  return `${head.join('').trimEnd()}…${kept.join('')}`
}

function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text), (part) => part.segment)
}
