import { asTyped, meantBy, type Priced } from './alternatives.ts'
import type { Alternative, KnownWords, NameCandidate, NameSource } from './name-source.ts'
import { type ParsedQuery, parseQuery, scoreName } from './score-name.ts'

export interface Ranked<Candidate> {
  readonly candidate: Candidate
  /** The less, the nearer. */
  readonly cost: number
}

/** A cost up to which an alternative is asked together with the best one. */
const ABOUT_AS_GOOD = 0.5
const FROM_THE_BEGINNING = 60
/** So few exact finds may all be of another meaning: what was nearly typed is looked for as well. */
const FEW = 10
/** Of what was nearly typed nobody leafs through more. */
const MOST_MEANT = 150

/**
 * The names that answer a query, nearest first, new before old. What is typed exactly is looked for first; what may
 * have been meant only when that finds little.
 * @param most how many at most
 */
export function searchNames<Candidate extends NameCandidate>(
  query: ParsedQuery,
  source: NameSource<Candidate>,
  most: number,
): Ranked<Candidate>[] {
  const { words, joined } = query
  if (words.length === 0) return []
  const found = new Map<string, Ranked<Candidate>>()
  const take = (candidates: readonly Candidate[], by = query, mayMiss = 0) => {
    for (const candidate of candidates) {
      if (found.has(candidate.id)) continue
      const cost = scoreName(by, candidate.words, mayMiss)
      if (cost !== null) found.set(candidate.id, { candidate, cost })
    }
  }
  const isEnough = () => found.size >= Math.min(most, FEW) || source.isLate()
  const ranked = () => [...found.values()].sort(byCost).slice(0, most)

  take(source.beginning(joined, FROM_THE_BEGINNING))
  const last = words.length - 1
  const finished = exactly(words, (index) => index === last && joined.length > 2)
  take(source.holding(finished, most))
  const begun = exactly(words, () => true)
  if (found.size < most && words.length > 1) take(source.holding(begun, most))
  if (isEnough()) return ranked()

  const atMost = Math.min(most, MOST_MEANT)
  // A word that there is was likely meant: comparing it with all others is the dear part.
  const known = words.map((word) => words.length > 1 && source.isKnown(word))
  for (const isKept of known.includes(true) ? [known, NONE_KEPT] : [NONE_KEPT]) {
    const meant = words.map((word, index) => (isKept[index] ? asTyped(word) : meantBy(word, source, 1)))
    const groups = meant.map(({ alternatives }) => alternatives)
    const lenient = parseQuery(
      words.join(' '),
      meant.map(({ leniency }) => leniency),
    )
    take(source.holding(groups.map(aboutBest), atMost), lenient)
    if (!isEnough()) take(source.holding(groups, atMost), lenient)
    if (found.size > 0 || words.length === 1) return ranked()
    for (const pairs of joins(words, groups, source)) {
      if (!source.isLate()) take(source.holding(pairs, atMost), lenient)
    }
    if (found.size > 0) return ranked()
    if (isKept !== NONE_KEPT) continue
    for (const skipped of words.keys()) {
      const rest = groups.filter((_, index) => index !== skipped)
      if (!source.isLate()) take(source.holding(rest, atMost), lenient, 1)
    }
  }
  return ranked()
}

const NONE_KEPT: readonly boolean[] = []

/** Ids begin with their time: what is new has the greater one. */
function byCost<Candidate extends NameCandidate>(left: Ranked<Candidate>, right: Ranked<Candidate>): number {
  return left.cost - right.cost || (left.candidate.id < right.candidate.id ? 1 : -1)
}

const exactly = (words: readonly string[], isBeginning: (index: number) => boolean): Alternative[][] =>
  words.map((word, index) => [{ words: [word], isBeginning: isBeginning(index) }])

function aboutBest(alternatives: readonly Priced[]): readonly Priced[] {
  const others = alternatives.filter(({ cost }) => cost > 0)
  const limit = (others[0]?.cost ?? 0) + ABOUT_AS_GOOD
  return alternatives.filter(({ cost }) => cost <= limit)
}

/** The query with each two neighbours read as one word, where there is such a word. */
function joins(words: readonly string[], meant: readonly (readonly Priced[])[], source: KnownWords) {
  return words.slice(0, -1).flatMap((word, index) => {
    if (source.isLate()) return []
    const joined = meantBy(word + (words[index + 1] ?? ''), source, 0).alternatives
    return [[...meant.slice(0, index), joined, ...meant.slice(index + 2)]]
  })
}
