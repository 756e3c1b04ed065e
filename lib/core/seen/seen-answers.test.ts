import { describe, expect, it } from 'vitest'
import { endsSeeing, MOST_ANSWERS, placeNameIn, seenKindOf, tooMany } from './seen-answers.ts'

describe('seenKindOf', () => {
  it.each([
    ['GET', '/api/session', 'session'],
    ['GET', '/api/places', 'places'],
    ['GET', '/api/places/main', 'place'],
    ['GET', '/api/places/0198-1/entries?path=a%2Fb&sort=name', 'listing'],
    ['GET', '/api/places/main/entries?path=/api/session', 'listing'],
    ['GET', '/api/places/main/entries?path=&limit=100&q=film', null],
    ['GET', '/api/places/main/trash', null],
    ['GET', '/api/places/main/messages', null],
    ['GET', '/api/accounts', null],
    ['GET', '/api/auth/session', null],
    ['GET', '/api/files/1/content', null],
    ['PATCH', '/api/places/main', null],
    ['POST', '/api/places/main/entries', null],
  ])('%s %s: %s', (method, address, expected) => {
    expect(seenKindOf(method, address)).toBe(expected)
  })
})

describe('placeNameIn', () => {
  it.each([
    ['/api/places/main/entries?path=x', 'main'],
    ['/api/places/gro%C3%9Feltern', 'großeltern'],
    ['/api/places', null],
    ['/api/session', null],
  ])('%s: %s', (address, expected) => {
    expect(placeNameIn(address)).toBe(expected)
  })
})

describe('endsSeeing', () => {
  it.each([
    [200, false],
    [401, true],
    [403, true],
    [404, true],
    [410, true],
    [429, false],
    [500, false],
    [503, false],
  ])('%i: %s', (status, expected) => {
    expect(endsSeeing(status)).toBe(expected)
  })
})

describe('tooMany', () => {
  it('names the oldest of those that do not fit', () => {
    const kept = Array.from({ length: MOST_ANSWERS + 2 }, (_, index) => `/api/places/${index}`)
    expect(tooMany(kept)).toEqual(['/api/places/0', '/api/places/1'])
    expect(tooMany(kept.slice(2))).toEqual([])
  })
})
