import { describe, expect, it } from 'vitest'
import { parsePersistText } from './persist-schema.ts'

const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA'

describe('parsePersistText', () => {
  it('accepts comments, trailing commas, a byte order mark and an empty file', () => {
    expect(parsePersistText('', 'p')).toEqual({})
    expect(parsePersistText('\uFEFF// nothing yet\n{ /* here */ }', 'p')).toEqual({})
    expect(parsePersistText('{ "readonly_rooms": ["films",], }', 'p')).toEqual({ readonly_rooms: ['films'] })
  })

  it('accepts plain and hashed passwords', () => {
    const text = JSON.stringify({ passwords: { kids: 'sesame', films: { hash: HASH } } })
    expect(parsePersistText(text, 'p').passwords).toEqual({ kids: 'sesame', films: { hash: HASH } })
  })

  it.each([
    ['{\n"a": }', /line 2: a value is expected/],
    ['{ "passwords": { "a": "12345" "b": "12345" } }', /comma is expected/],
    ['{ "password": {} }', /line 1: the key "password" is unknown. Did you mean passwords\?/],
    ['{ "__proto__": {} }', /"__proto__" is not allowed/],
    ['{ "passwords": { "kids": "12345", "kids": "54321" } }', /"kids" stands there twice/],
    ['{\n\n "readonly_rooms": "films" }', /line 3: "readonly_rooms" is "films".*array/],
    ['{ "readonly_rooms": ["a/b"] }', /"readonly_rooms.0" is "a\/b".*without slashes/],
    ['{ "passwords": { "../x": "12345" } }', /passwords/],
    ['{ "drives": { "films": { "paht": "/x" } } }', /drives.films.paht.*Did you mean path/],
    ['[]', /the file.*object/],
  ])('refuses %s and says where', (text, message) => {
    expect(() => parsePersistText(text, 'persist.json')).toThrow(message)
  })

  it.each(['"abc"', '{ "hash": "abc" }', '{ "hahs": "abc" }'])(
    'never prints the password it refuses in %s',
    (password) => {
      const parse = () => parsePersistText(`{ "passwords": { "kids": ${password} } }`, 'p')
      expect(parse).toThrow(/"passwords.kids(.hash)?" is not allowed.*4 to 1024 characters/)
      expect(parse).not.toThrow(/abc/)
    },
  )
})
