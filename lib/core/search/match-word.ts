import { EditTable, editDistance } from './edit-distance.ts'
import { lettersIn, missingLetters } from './letter-mask.ts'

/** What two words are worth to each other: 0 for the same word, more for less alike. */
const BEGINNING = 0.1
const PER_MISSING_LETTER = 0.03
const WITHIN = 0.7
const WITHIN_DIGITS = 0.5
/** Of a word whose every letter were wrong. */
const ALL_WRONG = 6
const OTHER_FIRST_LETTER = 0.3
const BEGINNING_WITH_MISTAKES = 0.25
const MOST_MISSING_LETTERS = 10
const DIGITS = /^\p{N}+$/u
/** Letters at the beginning of a word that are compared first: mistakes move them by as many places at most. */
export const HEAD = 8
/** Words of many names come again and again. */
const MOST_REMEMBERED = 20_000

/** How many mistakes are forgiven in a word of that length. */
export function forgiven(length: number): number {
  if (length <= 2) return 0
  if (length <= 5) return 1
  return length <= 8 ? 2 : 3
}

/** A word that was typed, compared with words of names. */
export class TypedWord {
  readonly text: string
  readonly letters: number
  readonly #head: number
  /** Mistakes that are forgiven in it. */
  readonly most: number
  readonly #isNumber: boolean
  readonly #table = new EditTable()
  readonly #known = new Map<string, number | null>()

  /** @param leniency mistakes allowed beyond the usual ones */
  constructor(text: string, leniency = 0) {
    this.text = text
    this.letters = lettersIn(text)
    this.#isNumber = DIGITS.test(text)
    this.most = this.#isNumber ? 0 : forgiven(text.length) + (text.length < 3 ? 0 : leniency)
    this.#head = lettersIn(text.slice(0, Math.max(0, HEAD - this.most)))
  }

  /**
   * How well a word of a name answers: the same, its beginning, a part of it, or nearly one of the first two. Null when
   * it does not. Numbers are never forgiven a digit.
   */
  cost(word: string): number | null {
    const known = this.#known.get(word)
    if (known !== undefined) return known
    const cost = this.#compare(word)
    if (this.#known.size < MOST_REMEMBERED) this.#known.set(word, cost)
    return cost
  }

  #compare(word: string): number | null {
    const { text } = this
    if (text === word) return 0
    if (word.startsWith(text)) {
      return BEGINNING + PER_MISSING_LETTER * Math.min(word.length - text.length, MOST_MISSING_LETTERS)
    }
    if (text.length >= 3 && word.includes(text)) return this.#isNumber ? WITHIN_DIGITS : WITHIN
    return this.most === 0 || DIGITS.test(word) ? null : this.mistaken(word, lettersIn(word))
  }

  /** What rules out most words before their letters are looked at. A beginning with mistakes has the first one right. */
  mayBe(length: number, isSameFirst: boolean, letters: number, head: number): boolean {
    const { most } = this
    const more = length - this.text.length
    if (more < -most || (more > most && (!isSameFirst || this.text.length < 4))) return false
    if (missingLetters(this.#head, head) > most || missingLetters(this.letters, letters) > most) return false
    return (isSameFirst && this.text.length >= 4) || missingLetters(letters, this.letters) <= most
  }

  /** The cost of a word that is nearly this one, and neither it nor a beginning or part of it. */
  mistaken(word: string, letters: number): number | null {
    const { text, most } = this
    const isSameFirst = text.charCodeAt(0) === word.charCodeAt(0)
    const mayBegin = isSameFirst && text.length >= 4
    if (!this.mayBe(word.length, isSameFirst, letters, lettersIn(word.slice(0, HEAD)))) return null
    const { whole, beginning } = editDistance(text, word, most, this.#table)
    const first = isSameFirst ? 0 : OTHER_FIRST_LETTER
    const asWhole = (ALL_WRONG * whole) / text.length + first
    const asBeginning = mayBegin
      ? (ALL_WRONG * beginning) / text.length + BEGINNING_WITH_MISTAKES
      : Number.POSITIVE_INFINITY
    const cost = Math.min(asWhole, asBeginning)
    return Number.isFinite(cost) ? cost : null
  }
}

export const matchWord = (typed: string, word: string): number | null => new TypedWord(typed).cost(word)
