import { describe, expect, it } from 'vitest'
import { Base64 } from './slim-base64.ts'
import SlimUrl from './slim-url-parse.ts'

describe('what the worker has in the place of two packages', () => {
  it.each(['', 'film.mp4', 'März 2024.jpg', '\u{1f3d6} am Strand', 'a\u0308', 'x'.repeat(4096)])(
    'encodes %j',
    (text) => {
      const bytes = Uint8Array.from(atob(Base64.encode(text)), (character) => character.charCodeAt(0))
      expect(new TextDecoder().decode(bytes)).toBe(text)
    },
  )

  // As url-parse 1.5 answers.
  it.each([
    ['/api/uploads/0198', '/api/uploads', '/api/uploads/0198'],
    ['/api/uploads/0198', 'https://hearth.local:8443/api/uploads', 'https://hearth.local:8443/api/uploads/0198'],
    ['https://hearth.local:8443/api/uploads/0198', '/api/uploads', 'https://hearth.local:8443/api/uploads/0198'],
  ])('resolves %s from %s', (link, origin, resolved) => {
    expect(new SlimUrl(link, origin).toString()).toBe(resolved)
  })
})
