/** Bytes of `text` in UTF-8. A lone surrogate counts as the three bytes of U+FFFD, as every encoder writes it. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/**
 * The longest beginning of `text` that fits into `maxBytes` of UTF-8 and cuts no visible character in half.
 * When not even the first visible character fits (a pile of combining marks), it is cut between code points.
 */
export function utf8Prefix(text: string, maxBytes: number): string {
  if (utf8Length(text) <= maxBytes) return text
  // A unit of UTF-16 is at least a byte of UTF-8; one more character shows where the last one ends.
  const window = text.slice(0, maxBytes + 2)
  const segments = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(window)
  const prefix = takeWhileFitting(
    Array.from(segments, (part) => part.segment),
    maxBytes,
  )
  return prefix === '' ? takeWhileFitting([...window], maxBytes) : prefix
}

function takeWhileFitting(parts: readonly string[], maxBytes: number): string {
  let prefix = ''
  let bytes = 0
  for (const part of parts) {
    bytes += utf8Length(part)
    if (bytes > maxBytes) break
    prefix += part
  }
  return prefix
}

/** What the first byte of a character says, by how many follow. */
const LEAD = [0, 0xc0, 0xe0, 0xf0]

/** The bytes of a text; half of a surrogate pair becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  let at = 0
  for (const character of text) {
    const raw = character.codePointAt(0) ?? 0
    const code = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw
    if (code < 0x80) {
      bytes[at++] = code
      continue
    }
    const more = code < 0x800 ? 1 : code < 0x1_0000 ? 2 : 3
    bytes[at++] = (LEAD[more] ?? 0) | (code >> (6 * more))
    for (let shift = 6 * (more - 1); shift >= 0; shift -= 6) bytes[at++] = 0x80 | ((code >> shift) & 0x3f)
  }
  return bytes
}

/** Characters are joined in portions: so many arguments every engine takes. */
const PORTION = 8192

/** The text of bytes, or null when they are not UTF-8 (RFC 3629): never a replacement for what cannot be read. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  let text = ''
  let codes: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at)
    if (length === 0) return null
    codes.push(codeAt(bytes, at, length))
    at += length
    if (codes.length < PORTION && at < bytes.length) continue
    text += String.fromCodePoint(...codes)
    codes = []
  }
  return text
}

/** Bytes of the character that begins there; 0 when none does. */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  for (let more = 1; more < length; more++) {
    if (((bytes[at + more] ?? 0) & 0xc0) !== 0x80) return 0
  }
  const second = bytes[at + 1] ?? 0
  // Forms that are longer than needed, halves of surrogate pairs, and what lies beyond the last character.
  const isNone =
    (lead === 0xe0 && second < 0xa0) ||
    (lead === 0xed && second > 0x9f) ||
    (lead === 0xf0 && second < 0x90) ||
    (lead === 0xf4 && second > 0x8f)
  return isNone ? 0 : length
}

function codeAt(bytes: Uint8Array, at: number, length: number): number {
  const lead = bytes[at] ?? 0
  let code = length === 1 ? lead : lead & (0x7f >> length)
  for (let more = 1; more < length; more++) code = (code << 6) | ((bytes[at + more] ?? 0) & 0x3f)
  return code
}
