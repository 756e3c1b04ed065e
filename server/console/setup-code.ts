import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

/** No letters or digits that are mistaken for another when read from a console and typed on a phone. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LENGTH = 8

export interface SetupCode {
  /** `ABCD-EFGH` */
  readonly text: string
  /** Compares in constant time, whatever the case, spaces and dashes. False for ever once it was used. */
  accepts(typed: string): boolean
  /** The admin exists: the code is worth nothing from now on. */
  spend(): void
}

/**
 * A one-time code of 39 random bits: enough, because the door it opens is rate-limited and counts wrong tries, and it
 * lives only until the admin is made.
 */
export function createSetupCode(random: (below: number) => number = randomInt): SetupCode {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[random(ALPHABET.length)]).join('')
  const expected = digest(letters)
  let spent = false
  return {
    text: `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`,
    accepts: (typed) => timingSafeEqual(digest(typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '')), expected) && !spent,
    spend: () => {
      spent = true
    },
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
