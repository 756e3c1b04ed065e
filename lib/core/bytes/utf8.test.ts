import fc from 'fast-check'
import { expect, it } from 'vitest'
import { utf8Length, utf8Prefix } from './utf8.ts'

const encoder = new TextEncoder()
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
)

it('counts the bytes an encoder writes, lone surrogates included', () => {
  fc.assert(fc.property(anyText, (text) => utf8Length(text) === encoder.encode(text).length))
})

it('cuts to a beginning that fits', () => {
  fc.assert(
    fc.property(anyText, fc.nat(40), (text, maxBytes) => {
      const prefix = utf8Prefix(text, maxBytes)
      return text.startsWith(prefix) && utf8Length(prefix) <= maxBytes
    }),
  )
})

it('keeps visible characters whole', () => {
  expect(utf8Prefix('a👨‍👩‍👧b', 10)).toBe('a')
  expect(utf8Prefix('ae\u0301', 2)).toBe('a')
})

it('cuts a pile of marks between code points rather than giving nothing', () => {
  expect(utf8Prefix(`e${'\u0301'.repeat(50)}`, 6)).toBe('e\u0301\u0301')
})
