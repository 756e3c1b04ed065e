import { expect, it } from 'vitest'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { readPartHeader } from './part-header.ts'

const read = (disposition: string) => readPartHeader(encodeUtf8(`Content-Disposition: ${disposition}`))

it('reads what a browser writes of a file and of a field', () => {
  const file = 'Content-Disposition: form-data; name="files"; filename="a.png"\r\nContent-Type: image/png'
  expect(readPartHeader(encodeUtf8(file))).toEqual({ name: 'files', filename: 'a.png', contentType: 'image/png' })
  expect(read('form-data; name="title"')).toEqual({ name: 'title', filename: null, contentType: '' })
})

it.each([
  ['an umlaut and an emoji', 'filename="Größe 🌊.jpg"', 'Größe 🌊.jpg'],
  ['escaped quotes of a browser', 'filename="say %22hi%22.txt"', 'say "hi".txt'],
  ['an escaped line end', 'filename="two%0D%0Alines"', 'two\r\nlines'],
  ['a percent sign that is one', 'filename="50%20off 100%.txt"', '50%20off 100%.txt'],
  ['escaped quotes of a program', String.raw`filename="say \"hi\".txt"`, 'say "hi".txt'],
  ['a backslash of a browser', String.raw`filename="a\b.txt"`, String.raw`a\b.txt`],
  ['a backslash at the end', String.raw`filename="C:\"`, 'C:\\'],
  ['a semicolon in the name', 'filename="a; name=b.txt"', 'a; name=b.txt'],
  ['a bare name', 'filename=plain.txt', 'plain.txt'],
  ['no name', 'filename=""', ''],
  ['the extended form', `filename="_.txt"; filename*=UTF-8''na%C3%AFve%20name.txt`, 'naïve name.txt'],
  ['the extended form alone', `filename*=utf-8'en'x%2Fy.txt`, 'x/y.txt'],
  ['a broken extended form', `filename="plain.txt"; filename*=UTF-8''%C3%28`, 'plain.txt'],
  ['an extended form of another alphabet', `filename="plain.txt"; filename*=ISO-8859-1''%E9`, 'plain.txt'],
  ['a semicolon at the end', 'filename="a.txt";', 'a.txt'],
])('reads %s', (_title, parameter, filename) => {
  expect(read(`form-data; name="files"; ${parameter}`)).toMatchObject({ name: 'files', filename })
})

it.each([
  ['another kind of part', 'Content-Disposition: attachment; name="a"'],
  ['a part without a name', 'Content-Disposition: form-data; filename="a"'],
  ['a part without disposition', 'Content-Type: text/plain'],
  ['no header at all', ''],
  ['a line without a colon', 'Content-Disposition: form-data; name="a"\r\nnonsense'],
  ['a quote that stays open', 'Content-Disposition: form-data; name="a'],
  ['two dispositions', 'Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"'],
])('refuses %s', (_title, text) => {
  expect(readPartHeader(encodeUtf8(text))).toBeNull()
})

it('refuses what is not UTF-8', () => {
  const bytes = encodeUtf8('Content-Disposition: form-data; name="?"')
  bytes[bytes.indexOf(0x3f)] = 0xff
  expect(readPartHeader(bytes)).toBeNull()
})
