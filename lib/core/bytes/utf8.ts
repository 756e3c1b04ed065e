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
