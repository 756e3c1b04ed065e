import type { TypedWord } from './match-word.ts'
import type { NearWord } from './word-list.ts'

/** One way in which a word of a query may be answered: by all of these words of a name. */
export interface Alternative {
  readonly words: readonly string[]
  /** Whether the last of them may go on. */
  readonly isBeginning: boolean
}

/** A name that may be meant. */
export interface NameCandidate {
  readonly id: string
  /** As `wordsOf` takes its name apart. */
  readonly words: readonly string[]
}

/** What search asks of the words of an index. */
export interface KnownWords {
  /** Words that hold this part: three letters or more. */
  containing(part: string, most: number): readonly string[]
  /** Words that are nearly this one, nearest first. */
  near(typed: TypedWord, most: number): readonly NearWord[]
  isKnown(word: string): boolean
  /** Whether it has taken so long that what is found by now must do. */
  isLate(): boolean
}

/** What search asks of an index of names. Whoever implements it gives candidates; `searchNames` ranks them. */
export interface NameSource<Candidate extends NameCandidate> extends KnownWords {
  /** Names in which each group is answered by one of its alternatives, the newest first. */
  holding(groups: readonly (readonly Alternative[])[], most: number): readonly Candidate[]
  /** Names that begin with these letters, whatever stands between them. */
  beginning(joined: string, most: number): readonly Candidate[]
}
