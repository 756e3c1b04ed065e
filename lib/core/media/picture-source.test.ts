import { expect, it } from 'vitest'
import { type PictureSource, pictureSourceOf } from './picture-source.ts'

const head = (text: string) => Uint8Array.from(text.padEnd(64, '\0'), (character) => character.charCodeAt(0))

it.each<[string, string, PictureSource]>([
  ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', 'raster'],
  ['PNG', '\x89PNG\r\n\x1a\n', 'raster'],
  ['GIF', 'GIF89a', 'raster'],
  ['WebP', 'RIFF\x10\0\0\0WEBPVP8 ', 'raster'],
  ['TIFF of either order', 'MM\0*', 'raster'],
  ['AVIF', '\0\0\0\x1cftypavif\0\0\0\0avifmif1', 'raster'],
  ['AVIF that names it late', '\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'raster'],
  ['HEIC of a phone', '\0\0\0\x1cftypheic\0\0\0\0mif1heic', 'heic'],
  ['HEIC by its common brand', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'heic'],
  ['a film of a phone', '\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'media'],
  ['a film that only mentions a brand of pictures in its version', '\0\0\0\x14ftypisomavifisom', 'media'],
  ['MP3 with tags', 'ID3\x04', 'media'],
  ['MP3 without', '\xff\xfb\x90\x64', 'media'],
  ['Matroska', '\x1a\x45\xdf\xa3', 'media'],
  ['a recording of the television', 'G@\0\x10', 'media'],
  ['PDF', '%PDF-1.7', 'pdf'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg">', null],
  ['a playlist', '#EXTM3U\n', null],
  ['text', 'Dear diary', null],
])('tells %s by its first bytes', (_, text, expected) => {
  expect(pictureSourceOf(head(text))).toBe(expected)
})

it('bears files of any length', () => {
  for (const length of [0, 1, 4, 8, 11, 63])
    expect(() => pictureSourceOf(head('\0\0\0\x1cftypheic').subarray(0, length))).not.toThrow()
  expect(pictureSourceOf(new Uint8Array())).toBeNull()
})
