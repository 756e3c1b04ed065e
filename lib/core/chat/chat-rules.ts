import type { RatePolicy } from '../lockout/rate-limit.ts'

/** In characters as people count them, not in the units of a string. */
export const MAX_MESSAGE_CHARACTERS = 4_000
export const MAX_MESSAGE_ENTRIES = 10
export const MAX_GUEST_NAME_CHARACTERS = 40
/** Somebody who comes and goes is told of once in this time. */
export const JOINED_AGAIN_MS = 3_600_000
/** Uploads of one person into one folder within this time are one line. */
export const UPLOADS_TOGETHER_MS = 10 * 60_000
/** More unread ones are not counted. */
export const MAX_UNREAD = 100

/** Per person: half a minute of fast talking at once, then a message a second. */
export const SEND_RATE: RatePolicy = { capacity: 30, refillPerSecond: 1 }
/** Guests pay from the bucket of their address as well, for a new device costs nothing. */
export const GUEST_ADDRESS_RATE: RatePolicy = { capacity: 120, refillPerSecond: 4 }

export type CheckedText =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too_long'; readonly max: number }
  | { readonly kind: 'password' }

/**
 * What is kept of a typed text: line ends are one kind, characters that cannot be seen or turn the direction of what
 * follows are taken out (joiners stay, emoji are made of them), and empty lines around it go.
 */
export function checkText(typed: string): CheckedText {
  if (looksLikePassword(typed)) return { kind: 'password' }
  const text = cleanText(typed)
  if (text === '') return { kind: 'empty' }
  return countCharacters(text) > MAX_MESSAGE_CHARACTERS
    ? { kind: 'too_long', max: MAX_MESSAGE_CHARACTERS }
    : { kind: 'ok', text }
}

export function cleanText(typed: string): string {
  const seen = typed
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Cs}/gu, '\ufffd')
  // Line by line: one expression for the ends of all lines takes seconds for a text of nothing but spaces.
  const lines = seen.split('\n').map((line) => line.trimEnd())
  return lines
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+/, '')
    .trimEnd()
}

export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

const PASSWORD_LINE = /^\s*pass:(?=\S)/i

/** A room's password, typed where messages are typed: it must not become one. */
function looksLikePassword(typed: string): boolean {
  return PASSWORD_LINE.test(typed)
}

/** The password of a line at the door: `pass:PASSWORD`, or the bare password. */
export function passwordOfLine(line: string): string {
  return line.replace(/^\s*pass:/i, '')
}

/** The name a guest picks, as it is kept; null when it cannot be one. */
export function cleanGuestName(typed: string): string | null {
  const name = cleanText(typed).replace(/\s+/g, ' ').trim()
  return name === '' || countCharacters(name) > MAX_GUEST_NAME_CHARACTERS ? null : name
}
