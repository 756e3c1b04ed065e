import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charsetOf, isUtf8 } from './charset.ts'
import { markUp, readTime, writeVtt } from './cue.ts'
import { readAss } from './read-ass.ts'
import { readSrt } from './read-srt.ts'
import { subtitleOf } from './track-name.ts'

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

it.each([
  ['00:01:02,345', 62_345],
  ['1:02:03.4', 3_723_400],
  ['01:02.05', 62_050],
  ['0:00:01.23', 1_230],
  ['00:00:01,2345', 1_234],
  ['soon', null],
  ['', null],
])('reads the time %j as %j', (text, ms) => {
  expect(readTime(text)).toBe(ms)
})

it.each([
  ['Salt & pepper', 'Salt &amp; pepper'],
  ['a < b', 'a &lt; b'],
  ['<i>slowly</i>', '<i>slowly</i>'],
  ['<i>never closed', '<i>never closed</i>'],
  ['<b>one<i>two</b>', '<b>one<i>two</i></b>'],
  ['<font color="red">red</font>', 'red'],
  ['<script>alert(1)</script>', 'alert(1)'],
  ['one\n\n\ntwo', 'one\ntwo'],
])('spells %j as %j', (text, marked) => {
  expect(markUp(text)).toBe(marked)
})

it('reads SubRip as it is found', () => {
  const text = [
    '\ufeff1',
    '00:00:01,000 --> 00:00:02,500',
    'Where is',
    'the <i>train</i>?',
    '',
    '2',
    '00:00:03.000 --> 00:00:04.000 X1:1 X2:2',
    '{\\an8}Up here',
    '3',
    '0:05,0 --> 0:06,0',
    '1984',
    '',
    'after a gap',
  ].join('\r\n')
  expect(writeVtt(readSrt(text))).toBe(
    [
      'WEBVTT',
      '',
      '00:00:01.000 --> 00:00:02.500',
      'Where is',
      'the <i>train</i>?',
      '',
      '00:00:03.000 --> 00:00:04.000 line:0',
      'Up here',
      '',
      '00:00:05.000 --> 00:00:06.000',
      '1984',
      'after a gap',
      '',
    ].join('\n'),
  )
})

it('reads what is said out of SubStation Alpha, in the order of time', () => {
  const text = [
    '[Script Info]',
    'Dialogue: 0,0:00:00.00,0:00:09.00,,,0,0,0,,not here',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    'Dialogue: 0,0:00:05.00,0:00:06.50,Default,,0,0,0,,Second, with commas, and a\\Nbreak',
    'Dialogue: 0,0:00:01.20,0:00:02.00,Default,,0,0,0,,{\\an8\\i1}First{\\i0} & {\\b700}last',
    'Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 10 10{\\p0}',
    'Comment: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,never',
    'Dialogue: 0,later,0:00:04.00,Default,,0,0,0,,never',
  ].join('\n')
  expect(writeVtt(readAss(text))).toBe(
    [
      'WEBVTT',
      '',
      '00:00:01.200 --> 00:00:02.000 line:0',
      '<i>First</i> &amp; last',
      '',
      '00:00:05.000 --> 00:00:06.500',
      'Second, with commas, and a',
      'break',
      '',
    ].join('\n'),
  )
})

it('bears any text, and writes no cue that would end another', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const read of [readSrt, readAss]) {
        for (const cue of read(
          `[Events]\n1\n00:00:01,0 --> 00:00:02,0\nDialogue: 0,0:0:1,0:0:2,,,,,,,${text}\n${text}`,
        ))
          expect(cue.text).not.toMatch(/\n\n|-->/)
      }
    }),
  )
})

describe('charsetOf', () => {
  it.each<[string, Uint8Array, string | null, string]>([
    ['a mark of UTF-8', Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]), null, 'utf-8'],
    ['a mark of UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0]), null, 'utf-16le'],
    ['a mark of UTF-16, the other way round', Uint8Array.from([0xfe, 0xff, 0, 0x61]), null, 'utf-16be'],
    ['UTF-16 without a mark', latin('W\0h\0e\0r\0e\0'), null, 'utf-16le'],
    ['UTF-16 without a mark, the other way round', latin('\0W\0h\0e\0r\0e'), null, 'utf-16be'],
    ['plain letters', latin('Where'), null, 'utf-8'],
    ['UTF-8', latin('Caf\xc3\xa9'), 'ru', 'utf-8'],
    ['Latin letters', latin('Caf\xe9 cr\xe8me'), null, 'windows-1252'],
    ['Latin letters of the east', latin('\xf8eka'), 'cs', 'windows-1250'],
    ['Cyrillic by its language', latin('\xc3\xe4\xe5'), 'ru', 'windows-1251'],
    [
      'Cyrillic by its letters',
      latin('1\n00:01 --> 00:02\n\xc3\xe4\xe5 \xef\xee\xe5\xe7\xe4\xee\xec'),
      null,
      'windows-1251',
    ],
    ['Japanese', latin('\x82\xb1\x82\xf1'), 'ja', 'shift_jis'],
  ])('tells %s', (_, bytes, language, charset) => {
    expect(charsetOf(bytes, language)).toBe(charset)
  })

  it('forgives a sequence of UTF-8 that is cut off, and no other', () => {
    expect(isUtf8(latin('caf\xc3'))).toBe(true)
    expect(isUtf8(latin('caf\xc3 '))).toBe(false)
    expect(isUtf8(latin('\xc0\x80'))).toBe(false)
  })
})

it.each([
  ['Film.mkv', 'Film.srt', { format: 'srt', language: null, note: '' }],
  ['Film.mkv', 'film.EN.SRT', { format: 'srt', language: 'EN', note: '' }],
  ['Film.mkv', 'Film.pt_BR.vtt', { format: 'vtt', language: 'pt-BR', note: '' }],
  ['Film.mkv', 'Film.de.forced.ass', { format: 'ass', language: 'de', note: 'forced' }],
  ['Film.mkv', 'Film.sdh.en.ssa', { format: 'ass', language: 'en', note: 'sdh' }],
  ['Film.mkv', 'Film - Director talks.srt', { format: 'srt', language: null, note: 'Director talks' }],
  ['Film 1.mkv', 'Film 10.srt', null],
  ['Film.mkv', 'Filmed.srt', null],
  ['Film.mkv', 'Film.2.srt', null],
  ['Film.mkv', 'Film.txt', null],
  ['Film.mkv', 'Film.en.mkv', null],
])('of %j, %j is %j', (film, name, expected) => {
  expect(subtitleOf(film, name)).toEqual(expected)
})
