import { lettersIn } from './letter-mask.ts'
import { HEAD, type TypedWord } from './match-word.ts'

export interface NearWord {
  readonly word: string
  readonly cost: number
}

const AT_ONCE = 4_096

/**
 * All words of an index, to be read through for what is nearly one that was typed: what shares no three letters with it
 * is found as well. Most words are passed over by the bits of their letters.
 */
export class WordList {
  readonly #words: string[] = []
  #letters = new Int32Array(1_024)
  #heads = new Int32Array(1_024)
  /** The first letter, and the length in the upper half: what most words are told apart by. */
  #shapes = new Int32Array(1_024)

  get size(): number {
    return this.#words.length
  }

  add(word: string): void {
    const at = this.#words.length
    if (at === this.#letters.length) {
      this.#letters = twiceAsLong(this.#letters)
      this.#heads = twiceAsLong(this.#heads)
      this.#shapes = twiceAsLong(this.#shapes)
    }
    this.#letters[at] = lettersIn(word)
    this.#heads[at] = lettersIn(word.slice(0, HEAD))
    this.#shapes[at] = (word.length << 16) | word.charCodeAt(0)
    this.#words.push(word)
  }

  /** Words with mistakes, nearest first; ends with what it has when it is late. */
  near(typed: TypedWord, most: number, isLate: () => boolean): NearWord[] {
    const found: NearWord[] = []
    if (typed.most === 0) return found
    const first = typed.text.charCodeAt(0)
    for (let at = 0; at < this.#words.length; at++) {
      if (at % AT_ONCE === 0 && isLate()) break
      const letters = this.#letters[at] ?? 0
      const shape = this.#shapes[at] ?? 0
      if (!typed.mayBe(shape >>> 16, (shape & 0xffff) === first, letters, this.#heads[at] ?? 0)) continue
      const word = this.#words[at] ?? ''
      const cost = typed.mistaken(word, letters)
      if (cost !== null && cost > 0) found.push({ word, cost })
    }
    return found.sort((left, right) => left.cost - right.cost).slice(0, most)
  }
}

function twiceAsLong(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(list.length * 2)
  longer.set(list)
  return longer
}
