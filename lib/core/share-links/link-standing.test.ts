import { describe, expect, it } from 'vitest'
import { dropLeft, linkRefusal, usesLeft } from './link-standing.ts'

const TERMS = { expiresAt: null, revokedAt: null, maxDownloads: null, downloads: 0 }

describe('whether a link opens', () => {
  it.each([
    ['for ever', {}, null],
    ['before its end', { expiresAt: 1001 }, null],
    ['at its end not', { expiresAt: 1000 }, 'link_expired'],
    ['taken back not', { revokedAt: 1 }, 'link_revoked'],
    ['taken back and over: taken back', { revokedAt: 1, expiresAt: 2 }, 'link_revoked'],
    ['used up, for those who were counted', { maxDownloads: 1, downloads: 1 }, null],
  ])('%s', (_name, more, wanted) => {
    expect(linkRefusal({ ...TERMS, ...more }, 1000)).toBe(wanted)
  })
})

it.each([
  [null, 9, null],
  [1, 0, 1],
  [1, 1, 0],
  [2, 3, 0],
])('of %s uses, %s gone, %s are left', (maxDownloads, downloads, left) => {
  expect(usesLeft({ ...TERMS, maxDownloads, downloads })).toBe(left)
})

it.each([
  [
    { maxBytes: null, maxFiles: null },
    { files: null, bytes: null },
  ],
  [
    { maxBytes: 100, maxFiles: 5 },
    { files: 3, bytes: 40 },
  ],
  [
    { maxBytes: 10, maxFiles: 1 },
    { files: 0, bytes: 0 },
  ],
])('a drop box of %j takes %j after 2 files of 60 bytes', (terms, left) => {
  expect(dropLeft(terms, { files: 2, bytes: 60 })).toEqual(left)
})
