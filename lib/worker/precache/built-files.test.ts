import { describe, expect, it } from 'vitest'
import { type BuiltFile, cacheKeyOf, isOfThisBuild, outdatedKeys } from './built-files.ts'

const script: BuiltFile = { path: '/_next/static/chunks/a.js', etag: 'one', kind: 'file' }
const page: BuiltFile = { path: '/place', etag: 'two', kind: 'page' }

describe('cacheKeyOf', () => {
  it('keeps what has its content in its name under that name', () => {
    expect(cacheKeyOf(script)).toBe('/_next/static/chunks/a.js')
  })

  it('keeps two contents of a page apart', () => {
    expect(cacheKeyOf(page)).not.toBe(cacheKeyOf({ ...page, etag: 'three' }))
  })
})

describe('outdatedKeys', () => {
  it('names what an earlier build left, and nothing of this one', () => {
    const held = ['/_next/static/chunks/old.js', cacheKeyOf(script), '/place?rev=old', cacheKeyOf(page)]
    expect(outdatedKeys(held, [script, page])).toEqual(['/_next/static/chunks/old.js', '/place?rev=old'])
  })
})

describe('isOfThisBuild', () => {
  it.each([
    ['W/"two"', true],
    ['"two"', true],
    ['W/"three"', false],
    ['two', false],
    [null, false],
  ])('%s: %s', (header, expected) => {
    expect(isOfThisBuild(header, page)).toBe(expected)
  })
})
