import { expect, it, test } from 'vitest'
import type { AccessFilter, AccessLine } from '#lib/contracts/http/access-log.ts'
import { mergeLines, NO_FILTER, type TypedFilter, toQuery } from './access-filter.ts'

test.each<[Partial<TypedFilter>, AccessFilter]>([
  [{}, {}],
  [
    { person: 'guests', place: 'p1', kind: 'stream' },
    { person: 'guests', place: 'p1', kind: 'stream' },
  ],
  [{ kind: 'no such kind' }, {}],
  [{ name: '  film ', address: ' ' }, { name: 'film' }],
  [{ from: '2026-11-2', to: '' }, {}],
  [
    { from: '2026-11-20', to: '2026-11-20' },
    { from: new Date('2026-11-20T00:00:00').getTime(), before: new Date('2026-11-21T00:00:00').getTime() },
  ],
])('%j asks for %j', (typed, query) => {
  expect(toQuery({ ...NO_FILTER, ...typed })).toEqual(query)
})

it('puts new lines on top, and shows one that grows as it is now', () => {
  const line = (id: string, at: number, bytes: number) => ({ id, at, bytes }) as AccessLine
  const merged = mergeLines([line('c', 3, 1), line('b', 2, 9)], [line('b', 2, 1), line('a', 1, 1)])
  expect(merged.map(({ id, bytes }) => [id, bytes])).toEqual([
    ['c', 1],
    ['b', 9],
    ['a', 1],
  ])
})
