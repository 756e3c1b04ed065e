import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { type FormEvent, FormParser } from './form-parser.ts'
import type { PartHeader } from './part-header.ts'

const BOUNDARY = '----WebKitFormBoundaryq3'

interface Read {
  parts: { header: PartHeader; bytes: number[] }[]
  /** The last event. */
  outcome: string
}

/** What the events say, with the pieces of each part put together. */
function collect(events: readonly FormEvent[]): Read {
  const parts: Read['parts'] = []
  let open = false
  let outcome = 'open'
  for (const event of events) {
    expect(outcome, 'nothing follows the end').toBe('open')
    if (event.kind === 'part') {
      expect(open).toBe(false)
      parts.push({ header: event.header, bytes: [] })
      open = true
    } else if (event.kind === 'data') {
      expect(open).toBe(true)
      parts.at(-1)?.bytes.push(...event.bytes)
    } else if (event.kind === 'partEnd') open = false
    else outcome = event.kind === 'end' ? 'end' : event.problem
  }
  return { parts, outcome }
}

function read(pieces: readonly Uint8Array[], parser = new FormParser(BOUNDARY)): Read {
  const events: FormEvent[] = []
  for (const piece of pieces) {
    const copy = piece.slice()
    // Views are good until the next push: what a test keeps is copied, as every reader must.
    for (const event of parser.push(copy)) {
      events.push(event.kind === 'data' ? { kind: 'data', bytes: event.bytes.slice() } : event)
    }
    // A stream may fill its buffer anew.
    copy.fill(0x2d)
  }
  return collect([...events, ...parser.end()])
}

function form(parts: readonly { head: string; body: Uint8Array | string }[], boundary = BOUNDARY): Uint8Array {
  const bytes: number[] = []
  for (const { head, body } of parts) {
    bytes.push(...encodeUtf8(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`))
    bytes.push(...(typeof body === 'string' ? encodeUtf8(body) : body), 0x0d, 0x0a)
  }
  bytes.push(...encodeUtf8(`--${boundary}--\r\n`))
  return Uint8Array.from(bytes)
}

const SHARE = form([
  { head: 'name="title"', body: 'Three pictures' },
  { head: 'name="text"', body: '' },
  { head: 'name="files"; filename="größe.bin"\r\nContent-Type: image/png', body: '\r\n--\r\r\n----WebKitForm\r\n' },
  { head: 'name="files"; filename="empty"', body: '' },
])

describe('FormParser', () => {
  it('reads the same wherever a body is cut in two', () => {
    const whole = read([SHARE])
    expect(whole.outcome).toBe('end')
    expect(whole.parts.map(({ header, bytes }) => [header.name, header.filename, bytes.length])).toEqual([
      ['title', null, 14],
      ['text', null, 0],
      ['files', 'größe.bin', 23],
      ['files', 'empty', 0],
    ])
    for (let at = 0; at <= SHARE.length; at++) {
      expect(read([SHARE.subarray(0, at), SHARE.subarray(at)])).toEqual(whole)
    }
    expect(read(Array.from(SHARE, (byte) => Uint8Array.of(byte)))).toEqual(whole)
  })

  it('gives back any bytes in any pieces', () => {
    // Made of what a boundary is made of, so that near misses are common.
    const hard = fc.array(fc.constantFrom(0x0d, 0x0a, 0x2d, 0x57, 0x65, 0x00), { maxLength: 60 })
    const easy = fc.array(fc.nat(255), { maxLength: 300 })
    const bodies = fc.array(fc.oneof(hard, easy), { maxLength: 4 })
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(2_000), { maxLength: 8 }), (parts, cuts) => {
        const body = form(parts.map((bytes, index) => ({ head: `name="${index}"`, body: Uint8Array.from(bytes) })))
        const places = [0, ...cuts.map((cut) => cut % (body.length + 1)).sort((a, b) => a - b), body.length]
        const pieces = places.slice(1).map((to, index) => body.subarray(places[index], to))
        const found = read(pieces)
        expect(found.outcome).toBe('end')
        expect(found.parts.map(({ bytes }) => bytes)).toEqual(parts)
      }),
    )
  })

  it('says that a body is cut off, wherever that is before its last boundary', () => {
    const end = SHARE.length - 2
    for (let at = 1; at < end; at++) expect(read([SHARE.subarray(0, at)]).outcome).toBe('truncated')
    expect(read([SHARE.subarray(0, end)]).outcome).toBe('end')
  })

  it.each([
    ['an empty body', '', 'end'],
    ['a form without parts', `--${BOUNDARY}--\r\n`, 'end'],
    ['a preamble and an epilogue', `who reads\r\nthis?\r\n--${BOUNDARY}--\r\nor this\r\n--${BOUNDARY}\r\n`, 'end'],
    [
      'blanks behind a boundary',
      `--${BOUNDARY} \t\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--${BOUNDARY}--`,
      'end',
    ],
    ['a part without body', `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n--${BOUNDARY}--`, 'end'],
    ['words behind a boundary', `--${BOUNDARY}x\r\n\r\n`, 'malformed'],
    ['a part without header', `--${BOUNDARY}\r\n\r\nbody\r\n--${BOUNDARY}--`, 'malformed'],
    ['another boundary', '--other\r\n\r\n--other--\r\n', 'truncated'],
    ['something else', '{"json": true}', 'truncated'],
  ])('reads %s', (_title, text, outcome) => {
    const bytes = encodeUtf8(text)
    expect(read([bytes]).outcome).toBe(outcome)
    expect(read(Array.from(bytes, (byte) => Uint8Array.of(byte))).outcome).toBe(outcome)
  })

  it('has limits for the parts, and for the header of each', () => {
    const limits = { headerBytes: 200, parts: 2 }
    const parts = [1, 2, 3].map((number) => ({ head: `name="${number}"`, body: '' }))
    expect(read([form(parts.slice(1))], new FormParser(BOUNDARY, limits)).outcome).toBe('end')
    expect(read([form(parts)], new FormParser(BOUNDARY, limits))).toMatchObject({ outcome: 'limits' })
    const long = form([{ head: `name="${'n'.repeat(200)}"`, body: '' }])
    expect(read([long], new FormParser(BOUNDARY, limits))).toEqual({ parts: [], outcome: 'limits' })
    const endless = encodeUtf8(`--${BOUNDARY}\r\n${'n'.repeat(300)}`)
    expect(read([endless], new FormParser(BOUNDARY, limits))).toEqual({ parts: [], outcome: 'limits' })
  })

  it('hands out nearly all of a piece at once, and keeps no more than a boundary', () => {
    const parser = new FormParser(BOUNDARY)
    parser.push(encodeUtf8(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n`))
    const events = parser.push(new Uint8Array(1_000_000))
    const given = events.reduce((sum, event) => sum + (event.kind === 'data' ? event.bytes.length : 0), 0)
    expect(given).toBeGreaterThan(1_000_000 - BOUNDARY.length - 8)
  })
})
