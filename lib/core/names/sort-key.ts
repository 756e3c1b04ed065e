import { foldText } from './fold.ts'
import { splitExtension } from './split-name.ts'

/** Below every character a folded name has, so that "trip.jpg" comes before "trip (2).jpg" and "trip_v2.jpg". */
const BEFORE_EXTENSION = '\u0001'

/**
 * The key that puts names in the order people expect: numbers by value, case and accents aside, the shorter first.
 * Plain comparison gives the same order by UTF-16 units (JavaScript) and by UTF-8 bytes (SQLite BINARY, Postgres "C").
 * Names may share a key ("A 1" and "a 01"); break the tie by id.
 */
export function nameSortKey(name: string): string {
  const { stem, extension } = splitExtension(name)
  return fold(stem) + BEFORE_EXTENSION + fold(extension.slice(1))
}

function fold(text: string): string {
  return foldText(text)
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[0-9]+/gu, numberKey)
    .replace(/[\ue000-\uffff]/gu, aboveTheBasicPlane)
}

/** The length of the number in two digits of base 36, then the number: orders by value at any length. */
function numberKey(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/u, '')
  return (
    Math.min(value.length, 36 * 36 - 1)
      .toString(36)
      .padStart(2, '0') + value
  )
}

/** UTF-16 puts U+E000 to U+FFFF after the higher planes, UTF-8 before: move them where both agree. */
function aboveTheBasicPlane(character: string): string {
  return String.fromCodePoint(0x100000 + character.charCodeAt(0))
}
