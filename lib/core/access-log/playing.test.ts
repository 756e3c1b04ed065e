import { expect, it, test } from 'vitest'
import { leapt, NOT_YET, type Playing, playedTo, told } from './playing.ts'
import type { Span } from './spans.ts'

const play = (playing: Playing, moments: readonly number[], rate = 1) =>
  moments.reduce((before, at) => playedTo(before, at, rate), playing)

test.each<[string, number[], number, Span[]]>([
  ['nothing but its beginning', [0], 1, []],
  ['a piece', [0, 250, 500, 750], 1, [[0, 750]]],
  [
    'a leap on, which it was not told of',
    [0, 250, 60_000, 60_250],
    1,
    [
      [0, 250],
      [60_000, 60_250],
    ],
  ],
  [
    'a leap back',
    [1_000, 1_250, 0, 250],
    1,
    [
      [1_000, 1_250],
      [0, 250],
    ],
  ],
  ['a stop', [0, 250, 250, 500], 1, [[0, 500]]],
  ['twice as fast', [0, 4_000, 8_000], 2, [[0, 8_000]]],
])('plays %s', (_, moments, rate, spans) => {
  expect(play(NOT_YET, moments, rate).spans).toEqual(spans)
})

it('holds what is played twice twice, and begins anew once it has told', () => {
  const twice = play(leapt(play(NOT_YET, [0, 1_000])), [0, 1_000])
  expect(twice.spans).toEqual([
    [0, 1_000],
    [0, 1_000],
  ])
  expect(play(told(twice), [1_500]).spans).toEqual([[1_000, 1_500]])
})
