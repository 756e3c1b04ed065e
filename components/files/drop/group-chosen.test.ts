import { expect, test } from 'vitest'
import { withParents } from './group-chosen.ts'

test('names the parents of folders before them, each once', () => {
  expect(withParents(['Trip/Day 1/Empty', 'Trip/Day 2', 'Alone'])).toEqual([
    ...['Trip', 'Trip/Day 1', 'Trip/Day 1/Empty', 'Trip/Day 2', 'Alone'],
  ])
  expect(withParents([])).toEqual([])
})
