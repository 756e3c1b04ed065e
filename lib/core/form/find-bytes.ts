/** Finds where `needle` begins in bytes, or -1. */
export type FindBytes = (bytes: Uint8Array, from: number) => number

/** Boyer-Moore-Horspool: a delimiter of 40 bytes looks at about one byte in 40, so a film is searched in no time. */
export function findBytes(needle: Uint8Array): FindBytes {
  const last = needle.length - 1
  const skip = new Uint8Array(256).fill(Math.min(255, needle.length))
  for (let at = 0; at < last; at++) skip[needle[at] ?? 0] = Math.min(255, last - at)

  return (bytes, from) => {
    for (let at = from; at + last < bytes.length; at += skip[bytes[at + last] ?? 0] ?? 1) {
      if (isAt(bytes, at)) return at
    }
    return -1
  }

  function isAt(bytes: Uint8Array, at: number): boolean {
    for (let index = last; index >= 0; index--) if (bytes[at + index] !== needle[index]) return false
    return true
  }
}
