/** Numbers from a seed, 0 to 1: the same vault each time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const BEGINS = 'b br c ch cl d dr f fl g gr h k l m n p pl r s st t tr v w z'.split(' ')
const VOWELS = 'a e i o u ai ea ou'.split(' ')
const ENDS = ['', 'n', 'r', 's', 't', 'l', 'ck', 'm', 'nd']
const WORDS = 80_000

/** Names as a large household has them: a third from cameras, the rest of words of which few are used a lot. */
export class ManyNames {
  readonly #random: () => number
  readonly #words: readonly string[]

  constructor(seed: number) {
    this.#random = seeded(seed)
    const words = new Set<string>()
    while (words.size < WORDS) words.add(this.#newWord())
    this.#words = [...words]
  }

  next(index: number): string {
    const kind = this.#below(6)
    const year = 2004 + this.#below(22)
    const month = String(1 + this.#below(12)).padStart(2, '0')
    switch (kind) {
      case 0:
        return `IMG_${String(index % 10_000).padStart(4, '0')}_${index}.JPG`
      case 1:
        return `PXL_${year}${month}${10 + this.#below(18)}_${100_000 + this.#below(899_999)}${index % 1_000}.jpg`
      case 2:
        return `${this.#title(2)} ${year}-${month} ${index % 1_000}.pdf`
      case 3:
        return `${1 + this.#below(20)} ${this.#title(2)} - ${this.#title(3)}.mp3`
      case 4:
        return `${this.#title(3)} (${year}).mkv`
      default:
        return `${this.#title(2)}, ${this.#title(2)} ${index % 1_000}.jpg`
    }
  }

  /** A name as somebody might type it: two or three of its words, one of them wrong, in any order. */
  mistyped(name: string): string {
    const words = name
      .replace(/\.\w+$/u, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
    const start = this.#below(Math.max(1, words.length - 2))
    const some = words.slice(start, start + 3)
    const longest = some.reduce((best, word, at) => (word.length > (some[best]?.length ?? 0) ? at : best), 0)
    const wrong = some.map((word, at) => (at === longest ? this.#mistake(word) : word))
    return (this.#below(3) === 0 ? wrong.reverse() : wrong).join(' ').toLowerCase()
  }

  #mistake(word: string): string {
    if (word.length < 4 || /\d/u.test(word)) return word
    const at = 1 + this.#below(word.length - 2)
    const [before, here, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)]
    return [
      before + after,
      before + here + here + after,
      `${before}${after[0] ?? ''}${here}${after.slice(1)}`,
      `${before}e${after}`,
    ][this.#below(4)] as string
  }

  #title(words: number): string {
    return Array.from({ length: words }, () => this.#words[Math.floor(WORDS * this.#random() ** 3)]).join(' ')
  }

  #newWord(): string {
    const syllables = 1 + this.#below(4)
    const text = Array.from({ length: syllables }, () => this.#of(BEGINS) + this.#of(VOWELS) + this.#of(ENDS)).join('')
    return text.charAt(0).toUpperCase() + text.slice(1)
  }

  #of = (list: readonly string[]) => list[this.#below(list.length)] ?? ''
  #below = (end: number) => Math.floor(this.#random() * end)
}
