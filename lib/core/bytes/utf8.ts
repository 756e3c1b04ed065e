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
