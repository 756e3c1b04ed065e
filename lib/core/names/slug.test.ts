import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRoomName, isReservedSlug, type RoomNameProblem, slugOf } from './slug.ts'

describe('slugOf', () => {
  it.each([
    ['Family', 'family'],
    ['Grandma & Grandpa', 'grandma-grandpa'],
    ['Grandma’s house', 'grandmas-house'],
    ['Großeltern', 'grosseltern'],
    ['Été 2026!', 'ete-2026'],
    ['  --a--  ', 'a'],
    ['家族', '家族'],
    ['Семья', 'семья'],
    ['Чай', 'чай'],
    ['がき', 'がき'],
    ['🎉', ''],
  ])('makes %s to %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('is its own slug, and one path segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const slug = slugOf(name)
        expect(slugOf(slug)).toBe(slug)
        expect(slug).not.toMatch(/[/\\?#.%\s\p{Cc}]/u)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('checkRoomName', () => {
  it.each(['main', 'Films', 'Music', 'Family', 'Film club', '2026', '家族', 'Attic (old)'])('allows %s', (name) => {
    expect(checkRoomName(name)).toEqual({ kind: 'ok', name, slug: slugOf(name) })
  })

  it.each<[string, RoomNameProblem]>([
    ['', 'empty'],
    ['a/b', 'separator'],
    ['CON', 'reserved'],
    ['.hearth', 'hidden_reserved'],
    ['🎉🎉', 'no_letters'],
    ['API', 'reserved_slug'],
    ['Sign in', 'reserved_slug'],
    ['My files', 'reserved_slug'],
    ['_next', 'reserved_slug'],
    ['Favicon.ico', 'reserved_slug'],
    ['Socket.IO', 'reserved_slug'],
    ['0198c1a2-7b3c-7def-8a01-0123456789ab', 'reserved_slug'],
    ['a'.repeat(65), 'too_long'],
  ])('refuses %j as %s', (name, reason) => {
    expect(checkRoomName(name)).toEqual({ kind: 'bad', reason })
  })
})

describe('isReservedSlug', () => {
  it.each(['api', 'favicon.ico', 'sw.js', '_next', 'anything.js', '404'])('reserves %s', (slug) => {
    expect(isReservedSlug(slug)).toBe(true)
  })

  it.each(['main', 'family', 'school'])('leaves %s to rooms', (slug) => {
    expect(isReservedSlug(slug)).toBe(false)
  })
})
