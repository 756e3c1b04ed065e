import { foldText } from '../names/fold.ts'

/** A word of a name as it is compared, and where it stands in the name as it is written. */
export interface WordSpan {
  readonly word: string
  readonly start: number
  readonly end: number
}

const RUN = /[\p{L}\p{M}\p{N}](?:['’]?[\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}/gu
const PART = /[\p{L}\p{M}'’]+|\p{N}+/gu
/** Written without spaces: every two neighbours are a word. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+$/u
const PLAIN = /^[A-Za-z0-9]+$/
/** What changes between letters and digits more often is a hash or a serial number, and stays whole. */
const MOST_PARTS = 6
const LONGEST_WORD = 64

/**
 * The words of a name or of what somebody typed: letters and digits apart ("IMG_0001" is "img", "0001"), apostrophes
 * skipped, everything else between them. Case, accents and width are folded.
 */
export function wordSpans(text: string): WordSpan[] {
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) => {
    const parts = [...run.matchAll(PART)].map((part) => ({ text: part[0], start: index + part.index }))
    if (parts.length === 0 || parts.length > MOST_PARTS) return spansOf(run, index)
    return parts.flatMap((part) => spansOf(part.text, part.start))
  })
}

/** The words alone. */
export const wordsOf = (text: string): string[] => wordSpans(text).map(({ word }) => word)

function spansOf(text: string, start: number): WordSpan[] {
  const end = start + text.length
  // Most names are of these alone, and a vault takes a million of them apart.
  if (PLAIN.test(text)) return [{ word: text.slice(0, LONGEST_WORD).toLowerCase(), start, end }]
  if (UNSPACED.test(text)) return pairsOf(text, start)
  // Folding may leave what is no letter, such as the slash of "½".
  const word = foldText(text).replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}]/gu, '')
  return word === '' ? [] : [{ word: [...word].slice(0, LONGEST_WORD).join(''), start, end }]
}

function pairsOf(text: string, start: number): WordSpan[] {
  const letters = [...text]
  if (letters.length === 1) return [{ word: foldText(text), start, end: start + text.length }]
  let at = start
  return letters.slice(0, -1).map((letter, index) => {
    const pair = letter + (letters[index + 1] ?? '')
    const span = { word: foldText(pair), start: at, end: at + pair.length }
    at += letter.length
    return span
  })
}
