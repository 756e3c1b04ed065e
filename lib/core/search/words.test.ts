import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordSpans, wordsOf } from './words.ts'

it.each([
  ['Spider-Man: Homecoming (2017).mkv', 'spider man homecoming 2017 mkv'],
  ['IMG_0001.HEIC', 'img 0001 heic'],
  ["Grandma's plum cake", 'grandmas plum cake'],
  ['Grandma’s', 'grandmas'],
  ['Crème brûlée', 'creme brulee'],
  ['Cre\u0300me', 'creme'],
  ['STRASSE Straße', 'strasse strasse'],
  ['Łódź Øre Æon', 'lodz ore aeon'],
  ['s02e05', 's 02 e 05'],
  ['3f2b1c9e8d7a.bin', '3f2b1c9e8d7a bin'],
  ['東京タワー', '東京 京タ タワ ワー'],
  ['ｗｉｄｅ', 'wide'],
  ['🎂 cake', '🎂 cake'],
  ['__--', ''],
  ['', ''],
])('takes %j apart into %j', (name, words) => {
  expect(wordsOf(name).join(' ')).toBe(words)
})

it('tells where each word stands', () => {
  expect(wordSpans('The Räuber.mkv')).toEqual([
    { word: 'the', start: 0, end: 3 },
    { word: 'rauber', start: 4, end: 10 },
    { word: 'mkv', start: 11, end: 14 },
  ])
})

it('never gives a word that an index of words could misread', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) =>
      wordsOf(name).every((word) => /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic}]+$/u.test(word)),
    ),
  )
})
