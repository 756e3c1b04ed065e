import type { Alternative, NameCandidate, NameSource } from '../name-source.ts'
import { WordList } from '../word-list.ts'
import { wordsOf } from '../words.ts'

export interface MemoryName extends NameCandidate {
  readonly name: string
}

/** An index of names in memory, as simple as can be: what the ranking is tried with. */
export function memoryNames(names: readonly string[]): NameSource<MemoryName> {
  const all = names.map((name, at) => ({ id: String(at).padStart(6, '0'), name, words: wordsOf(name) }))
  const joined = names.map((name) => wordsOf(name).join(''))
  const holders = new Map<string, Set<number>>()
  for (const [at, name] of names.entries()) {
    for (const word of wordsOf(name)) holders.set(word, (holders.get(word) ?? new Set()).add(at))
  }
  const known = [...holders.keys()]
  const list = new WordList()
  for (const word of known) list.add(word)

  const holdersOf = (word: string, isBeginning: boolean): Set<number> =>
    isBeginning
      ? new Set(known.filter((other) => other.startsWith(word)).flatMap((other) => [...(holders.get(other) ?? [])]))
      : (holders.get(word) ?? new Set())
  const answering = ({ words, isBeginning }: Alternative): number[] => {
    const sets = words.map((word, at) => holdersOf(word, isBeginning && at === words.length - 1))
    return [...(sets[0] ?? [])].filter((at) => sets.every((set) => set.has(at)))
  }
  const newest = (found: Iterable<number>, most: number) =>
    [...found]
      .sort((left, right) => right - left)
      .slice(0, most)
      .flatMap((at) => all[at] ?? [])

  return {
    containing: (part, most) => known.filter((word) => word.includes(part)).slice(0, most),
    near: (typed, most) => list.near(typed, most, () => false),
    isKnown: (word) => holders.has(word),
    holding(groups, most) {
      const sets = groups.map((group) => new Set(group.flatMap(answering)))
      return newest(
        [...(sets[0] ?? [])].filter((at) => sets.every((set) => set.has(at))),
        most,
      )
    },
    beginning: (letters, most) =>
      newest(
        joined.flatMap((own, at) => (own.startsWith(letters) ? [at] : [])),
        most,
      ),
    isLate: () => false,
  }
}
