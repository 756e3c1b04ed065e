import fc from 'fast-check'
import { expect, it } from 'vitest'
import { editDistance } from './edit-distance.ts'
import { matchWord } from './match-word.ts'

it.each([
  ['beach', 'beach', 0, 0],
  ['baech', 'beach', 1, 1],
  ['beech', 'beach', 1, 1],
  ['each', 'beach', 1, 1],
  ['beachh', 'beach', 1, 1],
  ['britn', 'brittany', 3, 1],
  ['xyzxyz', 'beach', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
])('%s is %s with %d changes, and its beginning with %d', (typed, word, whole, beginning) => {
  expect(editDistance(typed, word, 3)).toEqual({ whole, beginning })
})

it('is as far one way as the other, and no farther than the longer word', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(word, word, (left, right) => {
      const there = editDistance(left, right, 9).whole
      return there === editDistance(right, left, 9).whole && there <= Math.max(left.length, right.length)
    }),
  )
})

it.each([
  ['sand', 'sand', 'sandcastle'],
  ['sand', 'sandcastle', 'quicksand'],
  ['sand', 'quicksand', 'send'],
  ['beach', 'baech', 'weach'],
] as const)('for %s, %s is nearer than %s', (typed, near, far) => {
  expect(matchWord(typed, near)).toBeLessThan(matchWord(typed, far) ?? Number.NaN)
})

it.each([
  ['2021', '2012'],
  ['ab', 'ac'],
  ['sand', 'wind'],
  ['img', '1234'],
] as const)('%s is not %s', (typed, word) => {
  expect(matchWord(typed, word)).toBeNull()
})
