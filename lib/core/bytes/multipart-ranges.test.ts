import fc from 'fast-check'
import { expect, it } from 'vitest'
import { frameMultipartRanges, type MultipartRanges } from './multipart-ranges.ts'

function bodyOf(file: string, framed: MultipartRanges): string {
  return framed.parts.map((part) => part.head + file.slice(part.start, part.end + 1)).join('') + framed.tail
}

it('frames two ranges as RFC 9110 shows it', () => {
  const ranges = [
    { start: 0, end: 1 },
    { start: 7, end: 9 },
  ]
  const framed = frameMultipartRanges(ranges, { sizeBytes: 10, contentType: 'text/plain', boundary: 'cut' })
  expect(framed.contentType).toBe('multipart/byteranges; boundary=cut')
  expect(bodyOf('0123456789', framed).split('\r\n')).toEqual([
    '--cut',
    'Content-Type: text/plain',
    'Content-Range: bytes 0-1/10',
    '',
    '01',
    '--cut',
    'Content-Type: text/plain',
    'Content-Range: bytes 7-9/10',
    '',
    '789',
    '--cut--',
    '',
  ])
})

it('announces the length of the body it frames', () => {
  const file = 'abcdefghijklmnopqrstuvwxyz'
  const range = fc.tuple(fc.nat(25), fc.nat(25)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 16 }), (ranges) => {
      const framed = frameMultipartRanges(ranges, { sizeBytes: 26, contentType: 'video/mp4', boundary: 'b-1' })
      expect(bodyOf(file, framed)).toHaveLength(framed.contentLengthBytes)
    }),
  )
})

it.each([
  ['', 'text/plain'],
  ['a\r\nb', 'text/plain'],
  ['a'.repeat(71), 'text/plain'],
  ['cut', 'text/plain\r\nSet-Cookie: a=b'],
  ['cut', ''],
])('refuses the boundary %j with the type %j', (boundary, contentType) => {
  expect(() => frameMultipartRanges([], { sizeBytes: 1, contentType, boundary })).toThrow(RangeError)
})
