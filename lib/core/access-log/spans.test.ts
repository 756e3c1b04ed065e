import { expect, it, test } from 'vitest'
import { addSpan, addSpans, lengthOf, type Span } from './spans.ts'

test.each<[string, Span[], Span, Span[]]>([
  ['begins', [], [0, 5], [[0, 5]]],
  ['goes on', [[0, 5]], [5, 9], [[0, 9]]],
  ['repeats', [[0, 9]], [2, 4], [[0, 9]]],
  [
    'leaps on',
    [[0, 5]],
    [8, 9],
    [
      [0, 5],
      [8, 9],
    ],
  ],
  [
    'leaps back',
    [[8, 9]],
    [0, 5],
    [
      [0, 5],
      [8, 9],
    ],
  ],
  [
    'closes a gap',
    [
      [0, 5],
      [8, 9],
    ],
    [5, 8],
    [[0, 9]],
  ],
  [
    'covers several',
    [
      [1, 2],
      [4, 5],
      [9, 10],
    ],
    [0, 6],
    [
      [0, 6],
      [9, 10],
    ],
  ],
  [
    'touches the one before',
    [
      [0, 2],
      [8, 9],
    ],
    [2, 3],
    [
      [0, 3],
      [8, 9],
    ],
  ],
  ['is nothing', [[0, 2]], [5, 5], [[0, 2]]],
  ['runs backwards and is nothing', [[0, 2]], [7, 5], [[0, 2]]],
])('a span that %s', (_, spans, added, expected) => {
  expect(addSpan(spans, added, 10)).toEqual(expected)
})

it('joins the nearest two when there are too many', () => {
  expect(
    addSpan(
      [
        [0, 1],
        [10, 11],
        [13, 14],
      ],
      [30, 31],
      3,
    ),
  ).toEqual([
    [0, 1],
    [10, 14],
    [30, 31],
  ])
})

/** A small generator, so that a failure names the seed that shows it. */
function dice(seed: number): (below: number) => number {
  let state = seed * 2654435761
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) % below
  }
}

it('holds each of a thousand random histories as a set of bytes would', () => {
  for (let seed = 1; seed <= 1_000; seed++) {
    const roll = dice(seed)
    const bytes = new Set<number>()
    let spans: readonly Span[] = []
    for (let step = 0; step < 25; step++) {
      const from = roll(60)
      const span: Span = [from, from + roll(12)]
      spans = addSpan(spans, span, 1_000)
      for (let at = span[0]; at < span[1]; at++) bytes.add(at)
    }
    const held = spans.flatMap(([from, before]) => Array.from({ length: before - from }, (_, at) => from + at))
    expect(held, `seed ${seed}`).toEqual([...bytes].sort((a, b) => a - b))
    expect(lengthOf(spans), `seed ${seed}`).toBe(bytes.size)
    for (const [index, [from, before]] of spans.entries()) {
      expect(before, `seed ${seed}`).toBeGreaterThan(from)
      expect(from, `seed ${seed}: spans touch`).toBeGreaterThan(spans[index - 1]?.[1] ?? -1)
    }
  }
})

it('never holds more spans than it may, and loses no byte of them', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const roll = dice(seed)
    const added = Array.from({ length: 60 }, (): Span => {
      const from = roll(5_000)
      return [from, from + 1 + roll(9)]
    })
    const spans = addSpans([], added, 8)
    expect(spans.length, `seed ${seed}`).toBeLessThanOrEqual(8)
    for (const [from, before] of added) {
      expect(
        spans.some((span) => span[0] <= from && span[1] >= before),
        `seed ${seed}: ${from} is lost`,
      ).toBe(true)
    }
  }
})
