import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  checkText,
  cleanGuestName,
  cleanText,
  countCharacters,
  MAX_MESSAGE_CHARACTERS,
  passwordOfLine,
} from './chat-rules.ts'

describe('the text of a message', () => {
  test.each([
    ['  two words ', '  two words'],
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['\n\nabove and below\n\n', 'above and below'],
    ['far\n\n\n\n\n\napart', 'far\n\n\napart'],
    ['tab\tstays', 'tab\tstays'],
    ['bell\u0007 and nul\u0000', 'bell and nul'],
    ['reversed \u202egnp.exe', 'reversed gnp.exe'],
    ['family 👩‍👧 stays together', 'family 👩‍👧 stays together'],
    ['half \ud83d a pair', 'half \ufffd a pair'],
  ])('%j is kept as %j', (typed, text) => {
    expect(checkText(typed)).toEqual({ kind: 'ok', text })
  })

  test.each(['', ' ', '\n \t\n', '\u200b', '\u202e'])('%j is empty', (typed) => {
    expect(checkText(typed)).toEqual({ kind: 'empty' })
  })

  it('counts characters, not units', () => {
    expect(checkText('😀'.repeat(MAX_MESSAGE_CHARACTERS)).kind).toBe('ok')
    expect(checkText('😀'.repeat(MAX_MESSAGE_CHARACTERS + 1))).toEqual({
      kind: 'too_long',
      max: MAX_MESSAGE_CHARACTERS,
    })
  })

  it('is the same when it is cleaned again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => cleanText(cleanText(typed)) === cleanText(typed)))
  })

  test.each(['pass:plum cake', ' PASS:x', 'pass:p'])('%j is a password, and no message', (typed) => {
    expect(checkText(typed)).toEqual({ kind: 'password' })
  })

  test.each(['pass: the salt', 'the pass:word', 'passport', 'pass:'])('%j is a message', (typed) => {
    expect(checkText(typed).kind).toBe('ok')
  })
})

test.each([
  ['pass:plum cake', 'plum cake'],
  ['Pass:plum', 'plum'],
  ['plum cake', 'plum cake'],
  [' plum ', ' plum '],
  ['pass:pass:x', 'pass:x'],
])('the line %j at the door is the password %j', (line, password) => {
  expect(passwordOfLine(line)).toBe(password)
})

test.each([
  ['  Grandma  Rose ', 'Grandma Rose'],
  ['two\nlines', 'two lines'],
  ['\u202eevil', 'evil'],
  ['', null],
  [' \u200b ', null],
  ['x'.repeat(41), null],
])('the guest name %j is kept as %j', (typed, name) => {
  expect(cleanGuestName(typed)).toBe(name)
})

test('characters are code points', () => {
  expect(countCharacters('añ😀')).toBe(3)
})
