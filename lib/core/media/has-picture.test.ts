import { expect, it } from 'vitest'
import { mayHavePicture } from './has-picture.ts'

it.each([
  ['a.jpg', null, true],
  ['IMG_1.HEIC', null, true],
  ['film.mkv', null, true],
  ['song.mp3', null, true],
  ['letter.pdf', null, true],
  ['no ending', 'application/pdf', true],
  ['letter.docx', null, false],
  ['drawing.svg', 'image/svg+xml', false],
  ['hidden.jpg', 'image/svg+xml', false],
  ['notes.mid', null, false],
  ['list.txt', 'text/plain', false],
  ['archive.zip', null, false],
])('of %s (%s): %s', (name, mime, expected) => {
  expect(mayHavePicture(name, mime)).toBe(expected)
})
