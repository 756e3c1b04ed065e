import { expect, test } from 'vitest'
import { type CsvCell, csvLine } from './csv-line.ts'

test.each<[CsvCell, string]>([
  ['film.mp4', 'film.mp4'],
  [null, ''],
  ['', ''],
  [-5, '-5'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-cmd', "'-cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['a=1', 'a=1'],
])('%j is written as %j', (value, written) => {
  expect(csvLine([value])).toBe(`${written}\r\n`)
})

test('cells stand between commas', () => {
  expect(csvLine(['a', 1, null, 'b'])).toBe('a,1,,b\r\n')
})
