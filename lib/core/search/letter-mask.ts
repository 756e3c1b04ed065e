/** Which letters a word has, as bits: those of the Latin alphabet have their own, all others share the rest. */
export function lettersIn(word: string): number {
  let mask = 0
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return mask
}

/** How many letters of one word the other has not: each of them is at least one mistake. */
export function missingLetters(of: number, other: number): number {
  let bits = of & ~other
  if (bits === 0) return 0
  // Counts the bits of pairs, of nibbles, of bytes, then of all: a vault has a hundred thousand words to pass over.
  bits -= (bits >>> 1) & 0x55555555
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f
  return Math.imul(bits, 0x01010101) >>> 24
}
