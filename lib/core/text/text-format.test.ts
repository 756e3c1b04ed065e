import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts'
import { readText, textSize, writeText } from './text-format.ts'

const bytesOf = (text: string) => encodeUtf8(text)
const read = (bytes: Uint8Array | string) => readText(typeof bytes === 'string' ? bytesOf(bytes) : bytes)

describe('readText', () => {
  it.each([
    ['one\ntwo\n', 'one\ntwo\n', 'lf'],
    ['one\r\ntwo\r\n', 'one\ntwo\n', 'crlf'],
    ['one\rtwo', 'one\ntwo', 'cr'],
    ['one\r\ntwo\n', 'one\r\ntwo\n', 'mixed'],
    ['one\r\ntwo\r', 'one\r\ntwo\r', 'mixed'],
    ['\n\r', '\n\r', 'mixed'],
    ['', '', 'lf'],
    ['one line', 'one line', 'lf'],
  ] as const)('reads %j as %j with %s', (raw, text, lineEnding) => {
    expect(read(raw)).toEqual({ kind: 'text', text, format: { bom: false, lineEnding } })
  })

  it('takes a byte order mark off, and only the first', () => {
    expect(read('\ufeff\ufeffx')).toEqual({ kind: 'text', text: '\ufeffx', format: { bom: true, lineEnding: 'lf' } })
  })

  it.each([
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9]],
    ['a character that is cut off', [0xe2, 0x82]],
    ['a form longer than needed', [0xc0, 0xaf]],
    ['a longer form of three bytes', [0xe0, 0x80, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['beyond the last character', [0xf4, 0x90, 0x80, 0x80]],
    ['a lead that none has', [0xff]],
    ['a byte that only follows', [0x80]],
  ])('does not take %s for UTF-8', (_what, bytes) => {
    expect(read(Uint8Array.from(bytes))).toEqual({ kind: 'not_text', reason: 'encoding' })
  })

  it('does not take UTF-16 and other bytes with NUL for a text', () => {
    expect(read(Uint8Array.from([0xff, 0xfe, 0x41, 0x00]))).toEqual({ kind: 'not_text', reason: 'binary' })
  })
})

describe('writeText', () => {
  const lines = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\r\n', '\n', '\r', '\ufeff', 'ä', '🙂')),
  )

  it('gives back the very bytes of every text that was read', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (parts, bom) => {
        const bytes = bytesOf(`${bom ? '\ufeff' : ''}${parts.join('').replaceAll('\0', '')}`)
        const result = read(bytes)
        if (result.kind !== 'text') throw new Error('not read')
        expect(writeText(result.text, result.format)).toEqual(bytes)
        expect(textSize(result.text, result.format)).toBe(bytes.length)
      }),
    )
  })

  it('ends a new line as the others end', () => {
    const result = read('one\r\ntwo')
    if (result.kind !== 'text') throw new Error('not read')
    expect(writeText(`${result.text}\nthree`, result.format)).toEqual(bytesOf('one\r\ntwo\r\nthree'))
  })
})

describe('decodeUtf8', () => {
  it('agrees with the decoder of the platform, also on what it refuses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        let expected: string | null
        try {
          expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
        } catch {
          expected = null
        }
        expect(decodeUtf8(bytes)).toBe(expected)
      }),
      { numRuns: 3000 },
    )
  })

  it('reads a text of more than one portion', () => {
    const text = 'äöü🙂x'.repeat(20_000)
    expect(decodeUtf8(encodeUtf8(text))).toBe(text)
  })
})
