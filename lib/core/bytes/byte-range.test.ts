import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ByteRange, parseRange, resolveRange } from './byte-range.ts'

const HUGE = '9'.repeat(40)

describe('parseRange', () => {
  it.each([
    [undefined],
    [''],
    ['bytes'],
    ['bytes='],
    ['bytes=,'],
    ['bytes=-'],
    ['bytes=a-b'],
    ['bytes=1'],
    ['bytes=1-2-3'],
    ['bytes=5-4'],
    ['bytes=0-1,5-4'],
    ['bytes=+1-2'],
    ['bytes=1.0-2'],
    ['bytes= 1 - 2'],
    ['bytes 0-1'],
    ['chunks=0-1'],
    ['bytes=0x1-0x2'],
    ['bytes=1-2;3-4'],
    ['bytes=٠-١'],
    [`bytes=${HUGE}1-${HUGE}0`],
  ])('ignores %j', (header) => {
    expect(parseRange(header)).toBeNull()
  })

  it.each([
    ['bytes=0-0', [{ kind: 'from', first: 0, last: 0 }]],
    ['BYTES=0-', [{ kind: 'from', first: 0, last: null }]],
    ['bytes=-5', [{ kind: 'suffix', lengthBytes: 5 }]],
    [
      'bytes=,0-1 ,\t5-',
      [
        { kind: 'from', first: 0, last: 1 },
        { kind: 'from', first: 5, last: null },
      ],
    ],
    ['bytes=007-08', [{ kind: 'from', first: 7, last: 8 }]],
  ])('reads %j', (header, parsed) => {
    expect(parseRange(header)).toEqual(parsed)
  })
})

function partsOf(header: string, sizeBytes: number) {
  const parsed = parseRange(header)
  if (parsed === null) throw new Error(`${header} was ignored`)
  const resolved = resolveRange(parsed, sizeBytes)
  return resolved.kind === 'parts' ? resolved.parts.map((part) => [part.start, part.end]) : resolved.kind
}

describe('resolveRange', () => {
  it.each([
    ['bytes=0-0', 10, [[0, 0]]],
    ['bytes=0-', 10, [[0, 9]]],
    ['bytes=0-9', 10, [[0, 9]]],
    ['bytes=5-100', 10, [[5, 9]]],
    ['bytes=9-', 10, [[9, 9]]],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=10-20', 10, 'unsatisfiable'],
    ['bytes=-3', 10, [[7, 9]]],
    ['bytes=-10', 10, [[0, 9]]],
    ['bytes=-11', 10, [[0, 9]]],
    [`bytes=-${HUGE}`, 10, [[0, 9]]],
    ['bytes=-0', 10, 'unsatisfiable'],
    [`bytes=${HUGE}-`, 10, 'unsatisfiable'],
    [`bytes=3-${HUGE}`, 10, [[3, 9]]],
    ['bytes=0-0', 0, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=-1', 0, 'whole'],
    ['bytes=-0', 0, 'unsatisfiable'],
    [
      'bytes=0-1,4-5',
      10,
      [
        [0, 1],
        [4, 5],
      ],
    ],
    [
      'bytes=4-5,0-1',
      10,
      [
        [4, 5],
        [0, 1],
      ],
    ],
    ['bytes=0-1,20-30', 10, [[0, 1]]],
    ['bytes=20-30,-0', 10, 'unsatisfiable'],
    ['bytes=0-4,5-9', 10, [[0, 9]]],
    ['bytes=0-6,5-8', 10, [[0, 8]]],
    [
      'bytes=8-9,0-1,2-3',
      10,
      [
        [8, 9],
        [0, 3],
      ],
    ],
    ['bytes=0-1,4-5,2-3', 10, [[0, 5]]],
    [
      'bytes=0-0,-1',
      10,
      [
        [0, 0],
        [9, 9],
      ],
    ],
    [
      `bytes=${Array.from({ length: 16 }, (_, i) => `${i * 3}-${i * 3}`).join(',')}`,
      100,
      Array.from({ length: 16 }, (_, i) => [i * 3, i * 3]),
    ],
    [`bytes=${Array.from({ length: 17 }, (_, i) => `${i * 3}-${i * 3}`).join(',')}`, 100, 'whole'],
    ['bytes=0-,0-,0-,0-', 100, 'whole'],
    ['bytes=0-4294967296', 8_000_000_000, [[0, 4294967296]]],
  ])('resolves %s of %i bytes', (header, sizeBytes, expected) => {
    expect(partsOf(header, sizeBytes)).toEqual(expected)
  })

  const spec = fc.oneof(
    fc.tuple(fc.nat(60), fc.nat(60)).map(([first, length]) => `${first}-${first + length}`),
    fc.nat(60).map((first) => `${first}-`),
    fc.nat(60).map((length) => `-${length}`),
  )
  const headers = fc.array(spec, { minLength: 1, maxLength: 18 }).map((specs) => `bytes=${specs.join(',')}`)

  /** The bytes a plain reading of the header asks for. */
  function askedBytes(header: string, sizeBytes: number): Set<number> {
    const bytes = new Set<number>()
    for (const item of header.slice('bytes='.length).split(',')) {
      const [first = '', last = ''] = item.split('-')
      const from = first === '' ? sizeBytes - Number(last) : Number(first)
      const to = first === '' || last === '' ? sizeBytes - 1 : Number(last)
      for (let byte = Math.max(0, from); byte <= Math.min(to, sizeBytes - 1); byte++) bytes.add(byte)
    }
    return bytes
  }

  const covered = (parts: readonly ByteRange[]) =>
    parts.flatMap((part) => Array.from({ length: part.end - part.start + 1 }, (_, i) => part.start + i))

  it('covers exactly the bytes asked for, each once, inside the file', () => {
    fc.assert(
      fc.property(headers, fc.integer({ min: 1, max: 80 }), (header, sizeBytes) => {
        const resolved = resolveRange(parseRange(header) ?? [], sizeBytes)
        const asked = askedBytes(header, sizeBytes)
        if (resolved.kind === 'unsatisfiable') expect(asked.size).toBe(0)
        if (resolved.kind !== 'parts') return
        const bytes = covered(resolved.parts)
        expect(new Set(bytes).size).toBe(bytes.length)
        expect(new Set(bytes)).toEqual(asked)
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws and never leaves the file, whatever the header', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, sizeBytes) => {
        const parsed = parseRange(`bytes=${text}`)
        if (parsed === null) return
        const resolved = resolveRange(parsed, sizeBytes)
        if (resolved.kind !== 'parts') return
        for (const { start, end } of resolved.parts) expect(0 <= start && start <= end && end < sizeBytes).toBe(true)
      }),
    )
  })
})
