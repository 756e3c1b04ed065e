import { TypedWord } from './match-word.ts'
import { wordsOf } from './words.ts'

/** A query as it is compared: its words, and the name they make without anything between them. */
export interface ParsedQuery {
  readonly words: readonly string[]
  readonly joined: string
  /** Each word, with what is forgiven in it. */
  readonly typed: readonly TypedWord[]
  /** Each but the first with the one before it, as one word. */
  readonly pairs: readonly (TypedWord | null)[]
}

const MOST_WORDS = 8

/** @param leniency mistakes that are forgiven in each word beyond the usual ones */
export function parseQuery(text: string, leniency: readonly number[] = []): ParsedQuery {
  const words = wordsOf(text).slice(0, MOST_WORDS)
  return {
    words,
    joined: words.join(''),
    typed: words.map((word, index) => new TypedWord(word, leniency[index] ?? 0)),
    pairs: words.map((word, index) => (index === 0 ? null : new TypedWord((words[index - 1] ?? '') + word))),
  }
}

const MISSING_WORD = 3
const JOINED = 0.15
const OTHER_ORDER = 0.15
const EXTRA_WORD = 0.04
const MOST_EXTRA = 0.4
const BEGINS = 0.1
const SAME_NAME = 0.5

interface Answer {
  readonly cost: number
  /** Positions of the words of the name that answer. */
  readonly at: readonly number[]
}

/**
 * How well a name answers a query: the less, the better; null when hardly. Each word that was typed is answered by the
 * nearest word of the name, two by one that was written as one word, one by two that were written apart.
 * @param own the words of the name
 * @param mayMiss how many words may be answered by none
 */
export function scoreName(query: ParsedQuery, own: readonly string[], mayMiss = 0): number | null {
  const { words, typed, pairs } = query
  const best: { cost: number; missing: number; at: readonly number[] }[] = [{ cost: 0, missing: 0, at: [] }]
  for (let index = 0; index < words.length; index++) {
    const [from, word] = [best[index], typed[index]]
    if (from === undefined || word === undefined) return null
    const one = answer(word, own)
    const alone =
      one === null
        ? { cost: from.cost + MISSING_WORD, missing: from.missing + 1, at: from.at }
        : { cost: from.cost + one.cost, missing: from.missing, at: [...from.at, ...one.at] }
    const [before, pair] = [best[index - 1], pairs[index]]
    const both = before && pair && one?.cost !== 0 ? answer(pair, own) : null
    const together = before &&
      both && { cost: before.cost + both.cost + JOINED, missing: before.missing, at: [...before.at, ...both.at] }
    best.push(together && together.cost < alone.cost ? together : alone)
  }
  const whole = best[words.length]
  if (whole === undefined || words.length === 0 || whole.missing > mayMiss) return null
  return whole.cost + (whole.at.length === 0 ? 0 : shapeCost(whole.at, own, query.joined))
}

/** What speaks for and against a name whose words all answer. */
function shapeCost(at: readonly number[], own: readonly string[], joined: string): number {
  const isInOrder = at.every((position, index) => index === 0 || position >= (at[index - 1] ?? 0))
  const unanswered = own.length - new Set(at).size
  const isSame = own.join('') === joined || own.slice(0, -1).join('') === joined
  return (
    (isInOrder ? 0 : OTHER_ORDER) +
    Math.min(MOST_EXTRA, EXTRA_WORD * unanswered) -
    (at.includes(0) ? BEGINS : 0) -
    (isSame ? SAME_NAME : 0)
  )
}

/** The nearest word of a name, or two neighbours read as one. */
function answer(typed: TypedWord, own: readonly string[]): Answer | null {
  let found: Answer | null = null
  for (let index = 0; index < own.length; index++) {
    const cost = typed.cost(own[index] ?? '')
    if (cost === 0) return { cost, at: [index] }
    if (cost !== null && (found === null || cost < found.cost)) found = { cost, at: [index] }
  }
  // Whatever stands written apart is longer than each of its parts.
  const { length } = typed.text
  for (let index = 0; length > 3 && index + 1 < own.length; index++) {
    const [left = '', right = ''] = [own[index], own[index + 1]]
    const isAbout = left.length < length && Math.abs(left.length + right.length - length) <= typed.most
    if (!isAbout || !/\p{L}$/u.test(left)) continue
    const cost = typed.cost(left + right)
    if (cost !== null && (found === null || cost + JOINED < found.cost))
      found = { cost: cost + JOINED, at: [index, index + 1] }
  }
  return found
}
