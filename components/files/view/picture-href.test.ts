import { expect, it } from 'vitest'
import { hasPicture, type PicturedEntry } from './picture-href.ts'

const photo: PicturedEntry = {
  ...{ id: 'e', kind: 'file', type: 'photo', name: 'a.jpg', mime: 'image/jpeg', contentId: 'c', state: 'live' },
}

it.each<[string, Partial<PicturedEntry>, boolean]>([
  ['a photo nobody looked at', {}, true],
  ['one that is known', { picture: { state: 'made' }, state: 'missing' }, true],
  ['one that could not be drawn', { picture: { state: 'none' } }, false],
  ['one that is not on the disk, and was never drawn', { state: 'missing' }, false],
  ['a drawing that is a program', { mime: 'image/svg+xml', name: 'a.svg' }, false],
  ['a film', { type: 'film', name: 'a.mkv', mime: null }, true],
  ['a PDF', { type: 'paper', name: 'Letter.PDF' }, true],
  ['another paper', { type: 'paper', name: 'Letter.docx' }, false],
  ['a sound nobody looked at', { type: 'sound', name: 'a.mp3' }, false],
  ['a sound with a cover', { type: 'sound', name: 'a.mp3', picture: { state: 'made' } }, true],
  ['a text', { type: 'text', name: 'a.txt' }, false],
  ['a folder', { kind: 'folder', type: 'folder', contentId: null }, false],
])('of %s', (_, more, expected) => {
  expect(hasPicture({ ...photo, ...more })).toBe(expected)
})
