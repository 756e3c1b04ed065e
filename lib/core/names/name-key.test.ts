import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameKey } from './name-key.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('nameKey', () => {
  it.each([
    ['case', 'A.txt', 'a.TXT'],
    ['composition', 'caf\u00e9', 'cafe\u0301'],
    ['composition and case', 'CAFE\u0301', 'caf\u00e9'],
    ['the sharp s in all its spellings', 'STRASSE', 'straße'],
    ['the capital sharp s', 'STRAẞE', 'strasse'],
    ['the final sigma', 'ΟΔΟΣ', 'οδοσ'],
    ['the Kelvin sign', '5 \u212a', '5 k'],
    ['the dotted capital I', 'İ', 'i\u0307'],
    ['characters that HFS+ skips', 'a\u200cb', 'ab'],
  ])('collides regardless of %s', (_what, left, right) => {
    expect(nameKey(left)).toBe(nameKey(right))
  })

  it.each([
    ['a.txt', 'b.txt'],
    ['a', 'á'],
    ['a.txt', 'a .txt'],
    ['かき', 'がき'],
  ])('keeps %s and %s apart', (left, right) => {
    expect(nameKey(left)).not.toBe(nameKey(right))
  })

  it('is its own key', () => {
    fc.assert(fc.property(anyText, (text) => nameKey(nameKey(text)) === nameKey(text)))
  })

  it('is its own key for every single character that has a case', () => {
    for (let code = 0; code < 0x20000; code++) {
      const character = String.fromCodePoint(code)
      if (nameKey(nameKey(character)) !== nameKey(character)) expect.fail(`U+${code.toString(16)}`)
    }
  })

  it('does not depend on composition or case of the whole', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = nameKey(text)
        expect(nameKey(text.normalize('NFD'))).toBe(key)
        expect(nameKey(text.normalize('NFC'))).toBe(key)
        expect(nameKey(text.toUpperCase())).toBe(key)
      }),
    )
  })
})
