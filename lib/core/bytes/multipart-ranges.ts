import type { ByteRange } from './byte-range.ts'
import { formatContentRange } from './content-range.ts'
import { utf8Length } from './utf8.ts'

export type MultipartRanges = {
  /** The Content-Type of the whole response. */
  contentType: string
  contentLengthBytes: number
  /** Send `head`, then the bytes from `start` to `end` (included), for each part; then `tail`. */
  parts: { head: string; start: number; end: number }[]
  tail: string
}

/**
 * The framing of a multipart/byteranges body (RFC 9110 section 14.6), with its length known before a byte is read.
 * @param options.boundary 1 to 70 letters, digits and hyphens, too random to occur in a file
 * @throws RangeError when boundary or content type cannot stand in a header
 */
export function frameMultipartRanges(
  ranges: readonly ByteRange[],
  options: { sizeBytes: number; contentType: string; boundary: string },
): MultipartRanges {
  const { sizeBytes, contentType, boundary } = options
  if (!/^[0-9A-Za-z-]{1,70}$/u.test(boundary)) throw new RangeError('not a multipart boundary')
  if (!/^[\x20-\x7e]+$/u.test(contentType)) throw new RangeError('not a content type')
  const parts = ranges.map((range, index) => ({
    head:
      `${index === 0 ? '' : '\r\n'}--${boundary}\r\nContent-Type: ${contentType}\r\n` +
      `Content-Range: ${formatContentRange(range, sizeBytes)}\r\n\r\n`,
    start: range.start,
    end: range.end,
  }))
  const tail = `\r\n--${boundary}--\r\n`
  const contentLengthBytes = parts.reduce(
    (sum, part) => sum + utf8Length(part.head) + part.end - part.start + 1,
    utf8Length(tail),
  )
  return { contentType: `multipart/byteranges; boundary=${boundary}`, contentLengthBytes, parts, tail }
}
