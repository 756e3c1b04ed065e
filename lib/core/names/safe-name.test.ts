import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Length } from '../bytes/utf8.ts'
import { checkName, isListable, type NameProblem, safeName } from './safe-name.ts'

/** Strings made of what breaks names, mixed with ordinary ones. */
const PIECES = ['.', '..', ' ', '/', '\\', ':', 'CON', 'nul', '.hearth', 'HEARTH~1', '\u0000', '\n', '\u202e', '\u200c']
const MORE_PIECES = [
  '\ud800',
  '<',
  '\u0338',
  'e\u0301',
  'é',
  '👨‍👩‍👧',
  '\ufeff',
  'a'.repeat(120),
  'ü'.repeat(90),
  '.tar.gz',
  '.jpg',
]
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes)),
  fc.array(fc.constantFrom(...PIECES, ...MORE_PIECES), { maxLength: 8 }).map((parts) => parts.join('')),
)

describe('checkName', () => {
  it.each([
    'holiday.jpg',
    'Grandma’s speech.mp4',
    'Übung 1.pdf',
    'АБВ.txt',
    '家族写真.png',
    'العائلة.txt',
    'नमस्ते.txt',
    '👨‍👩‍👧 picnic.jpg',
    '.bashrc',
    '..hidden',
    'a'.repeat(255),
    'console.log',
    'com10.txt',
    'hearth.txt',
    '100% #1 & more!.jpg',
  ])('allows %s', (name) => {
    expect(checkName(name)).toEqual({ kind: 'ok', name })
  })

  it.each<[string, NameProblem]>([
    ['', 'empty'],
    ['   ', 'empty'],
    ['\u200b\u2060', 'empty'],
    ['.', 'dot'],
    ['..', 'dot'],
    ['a/b', 'separator'],
    ['a\\b', 'separator'],
    ['a\0b', 'control'],
    ['a\nb', 'control'],
    ['a\u0085b', 'control'],
    ['a\u2028b', 'control'],
    ['\u001b[31mred', 'control'],
    ['photo\u202egpj.exe', 'bidi'],
    ['a\u2066b', 'bidi'],
    ['a\ud800', 'surrogate'],
    ['a:b', 'character'],
    ['why?', 'character'],
    ['"quoted"', 'character'],
    [' a', 'leading'],
    ['\u00a0a', 'leading'],
    ['a.', 'trailing'],
    ['a ', 'trailing'],
    ['...', 'trailing'],
    ['CON', 'reserved'],
    ['con.txt', 'reserved'],
    ['Nul .tar.gz', 'reserved'],
    ['COM1', 'reserved'],
    ['lpt¹.doc', 'reserved'],
    ['.hearth', 'hidden_reserved'],
    ['.HEARTH', 'hidden_reserved'],
    ['.hearth-old', 'hidden_reserved'],
    ['.hea\u200crth', 'hidden_reserved'],
    ['\u200d.hearth', 'hidden_reserved'],
    ['HEARTH~1', 'hidden_reserved'],
    ['a'.repeat(256), 'too_long'],
    ['ü'.repeat(128), 'too_long'],
  ])('refuses %j as %s', (name, reason) => {
    expect(checkName(name)).toEqual({ kind: 'bad', reason })
  })

  it('gives the composed name', () => {
    expect(checkName('cafe\u0301')).toEqual({ kind: 'ok', name: 'caf\u00e9' })
  })
})

describe('safeName', () => {
  it.each([
    ['holiday.jpg', 'holiday.jpg'],
    ['cafe\u0301.txt', 'caf\u00e9.txt'],
    ['AC/DC.mp3', 'AC_DC.mp3'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['12:30 "lunch"?.jpg', "12_30 'lunch'_.jpg"],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['line\r\nbreak.txt', 'line break.txt'],
    ['  spaces.txt . ', 'spaces.txt'],
    ['', 'unnamed'],
    ['...', 'unnamed'],
    ['\u200b', 'unnamed'],
    ['CON', '_CON'],
    ['aux.h', '_aux.h'],
    ['.hearth', '_.hearth'],
    ['hearth~1', '_hearth~1'],
    ['a\ud800b.txt', 'a_b.txt'],
  ])('maps %j to %j', (raw, name) => {
    expect(safeName(raw)).toBe(name)
  })

  it('shortens a long name and keeps its extension', () => {
    const name = safeName(`${'ü'.repeat(200)}.tar.gz`)
    expect(name).toBe(`${'ü'.repeat(124)}.tar.gz`)
    expect(utf8Length(name)).toBeLessThanOrEqual(255)
  })

  it('never cuts an emoji in half', () => {
    expect(safeName(`${'👨‍👩‍👧'.repeat(30)}.jpg`)).toBe(`${'👨‍👩‍👧'.repeat(13)}.jpg`)
  })

  it.each([
    `con${' '.repeat(300)}x`,
    `${'\u200b'.repeat(300)}a`,
    `hearth~1${'\u200b'.repeat(300)}x`,
    `.hearth${'a'.repeat(248)}`,
  ])('stays allowed when shortening would uncover a refused name (%#)', (raw) => {
    expect(checkName(safeName(raw)).kind).toBe('ok')
  })

  it.each([
    ['a row of blanks', `a${' '.repeat(500_000)}b.txt`],
    ['a pile of marks out of order', `a${'\u0301\u0316'.repeat(250_000)}`],
    ['a row of dots', `${'.'.repeat(500_000)}x`],
  ])('takes no time for %s', (_what, raw) => {
    expect(checkName(safeName(raw)).kind).toBe('ok')
    expect(checkName(raw)).toEqual({ kind: 'bad', reason: 'too_long' })
  })

  it('keeps the extension of an endless name', () => {
    expect(safeName(`${'a'.repeat(100_000)}.jpg`)).toMatch(/^a{251}\.jpg$/)
  })

  it('always gives a name that checkName allows, and gives it again for that name', () => {
    fc.assert(
      fc.property(nasty, (raw) => {
        const name = safeName(raw)
        expect(checkName(name)).toEqual({ kind: 'ok', name })
        expect(safeName(name)).toBe(name)
      }),
      { numRuns: 5000 },
    )
  })

  it('leaves every allowed name as it is', () => {
    fc.assert(
      fc.property(nasty, (raw) => {
        const checked = checkName(raw)
        if (checked.kind === 'ok') expect(safeName(raw)).toBe(checked.name)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('isListable', () => {
  it.each(['a:b', 'why?', 'CON', ' a ', 'a.', 'new\nline', 'cafe\u0301', '.DS_Store'])(
    'lists %j from a disk',
    (name) => {
      expect(isListable(name)).toBe(true)
    },
  )

  it.each(['', '.', '..', 'a/b', 'a\\b', 'a\0', '\ud800', '.hearth', '.Hearth', '.hearth-x'])('hides %j', (name) => {
    expect(isListable(name)).toBe(false)
  })

  it('lists whatever checkName allows', () => {
    fc.assert(fc.property(nasty, (raw) => checkName(raw).kind === 'bad' || isListable(raw.normalize('NFC'))))
  })
})
