import { foldText } from '../names/fold.ts'
import type { TypedWord } from './match-word.ts'
import { parseQuery } from './score-name.ts'
import { type WordSpan, wordSpans } from './words.ts'

/** A piece of a name, and whether it is why the name was found. */
export interface MarkedPiece {
  readonly text: string
  readonly isMatch: boolean
}

/** A name taken apart into what answers the query and what does not, for a person to see. */
export function markMatches(name: string, query: string): MarkedPiece[] {
  const { typed, pairs, joined } = parseQuery(query)
  const wanted = [...typed, ...pairs.filter((pair) => pair !== null)]
  const marks = wordSpans(name).flatMap((span) => markOf(span, wanted, joined, name) ?? [])
  const pieces: MarkedPiece[] = []
  let at = 0
  for (const { start, end } of marks) {
    // Words of unspaced scripts overlap.
    if (end <= at) continue
    if (start > at) pieces.push({ text: name.slice(at, start), isMatch: false })
    pieces.push({ text: name.slice(Math.max(at, start), end), isMatch: true })
    at = end
  }
  if (at < name.length) pieces.push({ text: name.slice(at), isMatch: false })
  return pieces
}

function markOf(span: WordSpan, wanted: readonly TypedWord[], joined: string, name: string) {
  const { word, start, end } = span
  // Typed as one word, written apart.
  if (word.length > 2 && joined.includes(word)) return { start, end }
  const best = wanted
    .map((typed) => ({ typed: typed.text, cost: typed.cost(word) }))
    .filter(({ cost }) => cost !== null)
    .sort((left, right) => (left.cost ?? 0) - (right.cost ?? 0))[0]
  if (best === undefined) return null
  const from = word.indexOf(best.typed)
  if (from === -1) return { start, end }
  const begins = start + writtenLength(name.slice(start, end), from)
  return { start: begins, end: begins + writtenLength(name.slice(begins, end), best.typed.length) }
}

/** How many letters as written make so many as compared: accents and ligatures fold to fewer or more. */
function writtenLength(text: string, folded: number): number {
  let length = 0
  let count = 0
  for (const letter of text) {
    const own = foldText(letter).replace(/['’]/gu, '').length
    if (count >= folded && own > 0) break
    count += own
    length += letter.length
  }
  return length
}
