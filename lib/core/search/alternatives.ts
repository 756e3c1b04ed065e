import { TypedWord } from './match-word.ts'
import type { Alternative, KnownWords } from './name-source.ts'

export interface Priced extends Alternative {
  readonly cost: number
}

const MOST_KEPT = 24
const LETTERS = /^[\p{L}\p{M}]+$/u
const SPLIT = 0.3

/** What a word may have meant. */
export interface Meant {
  /** The likeliest first; the word itself is always among them. */
  readonly alternatives: readonly Priced[]
  /** Mistakes beyond the usual ones that had to be forgiven. */
  readonly leniency: number
}

export const asTyped = (typed: string): Meant => ({
  alternatives: [{ words: [typed], isBeginning: true, cost: 0 }],
  leniency: 0,
})

/** @param leniency mistakes beyond the usual ones that are forgiven when nothing else is near */
export function meantBy(typed: string, known: KnownWords, leniency: number): Meant {
  const own = asTyped(typed)
  if (typed.length < 3) return own
  const word = new TypedWord(typed)
  const within = known.containing(typed, MOST_KEPT).flatMap((text) => priced(text, word.cost(text)))
  if (!LETTERS.test(typed)) return { ...own, alternatives: [...own.alternatives, ...within] }
  const near = known.near(word, MOST_KEPT)
  const splits = splitsOf(typed, known)
  const isLost = near.length + within.length + splits.length === 0 && leniency > 0
  const far = isLost ? known.near(new TypedWord(typed, leniency), MOST_KEPT) : []
  const mistaken = [...near, ...far].flatMap(({ word: text, cost }) => priced(text, cost))
  const all = [...own.alternatives, ...mistaken, ...within, ...splits]
  return { alternatives: all.sort((left, right) => left.cost - right.cost), leniency: isLost ? leniency : 0 }
}

const priced = (word: string, cost: number | null): Priced[] =>
  cost === null || cost === 0 ? [] : [{ words: [word], isBeginning: false, cost }]

/** Two words that were typed as one. */
function splitsOf(typed: string, known: KnownWords): Priced[] {
  const letters = [...typed]
  return letters.slice(2, -1).flatMap((_, index) => {
    const [left, right] = [letters.slice(0, index + 2).join(''), letters.slice(index + 2).join('')]
    return known.isKnown(left) && known.isKnown(right)
      ? [{ words: [left, right], isBeginning: false, cost: SPLIT }]
      : []
  })
}
