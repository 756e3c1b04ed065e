import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markMatches } from './mark-matches.ts'

const shown = (name: string, query: string) =>
  markMatches(name, query)
    .map(({ text, isMatch }) => (isMatch ? `[${text}]` : text))
    .join('')

it.each([
  ['Spider-Man.mkv', 'spider man', '[Spider]-[Man].mkv'],
  ['Spider-Man.mkv', 'spiderman', '[Spider]-[Man].mkv'],
  ['Holiday beach.jpg', 'hollyday baech', '[Holiday] [beach].jpg'],
  ['Brittany 2026.jpg', 'brit', '[Brit]tany 2026.jpg'],
  ['Crème brûlée.md', 'brule', 'Crème [brûlé]e.md'],
  ['Quicksand.jpg', 'sand', 'Quick[sand].jpg'],
  ['Letter.pdf', 'xyz', 'Letter.pdf'],
  ['Letter.pdf', '', 'Letter.pdf'],
  ['東京タワー.jpg', '東京', '[東京]タワー.jpg'],
])('%s for "%s" is %s', (name, query, marked) => {
  expect(shown(name, query)).toBe(marked)
})

it('loses no letter of a name', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(text, text, (name, query) => {
      const pieces = markMatches(name, query)
      return pieces.map((piece) => piece.text).join('') === name
    }),
  )
})
