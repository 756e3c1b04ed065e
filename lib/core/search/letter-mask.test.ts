import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lettersIn, missingLetters } from './letter-mask.ts'

it('counts the letters of one word that another has not', () => {
  expect(missingLetters(lettersIn('beach'), lettersIn('each'))).toBe(1)
  expect(missingLetters(lettersIn('beach'), lettersIn('beaches'))).toBe(0)
  expect(missingLetters(lettersIn('abcdefghijklmnopqrstuvwxyz'), 0)).toBe(26)
})

it('never counts more than there are different letters: words that are near are not passed over', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const left = new Set([...one].flatMap((letter) => [...letter].map((part) => part)))
      for (const letter of other) left.delete(letter)
      return missingLetters(lettersIn(one), lettersIn(other)) <= [...left].join('').length
    }),
  )
})
