import { createHash } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { findBrokenPromises, type Observation, type Spot, settle, type Upload, underOtherFolder } from './model.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const TEXT = 'ten bytes!'
const LISTED: Spot = { kind: 'listed', path: 'main/a.txt' }

function upload(spots: readonly Spot[], more: Partial<Upload> = {}): Upload {
  const text = more.key === undefined ? TEXT : `${TEXT} of ${more.key}`
  return {
    key: 'a',
    sizeBytes: text.length,
    sha256: hash(text),
    prefixSha256: (sizeBytes) => hash(text.slice(0, sizeBytes)),
    acknowledgedBytes: null,
    cancelled: false,
    spots,
    ...more,
  }
}

const NOTHING: Observation = { listed: [], stored: [], unfinished: [], leftovers: [] }
const row = (path = 'main/a.txt', text = TEXT) => ({ path, entryId: 'e', sizeBytes: text.length, sha256: hash(text) })
const file = (path = 'main/a.txt', text = TEXT, area: 'room' | 'trash' | 'versions' = 'room') => ({
  ...{ area, path, sizeBytes: text.length, sha256: hash(text) },
})
const there: Observation = { ...NOTHING, listed: [row()], stored: [file()] }
const waiting = (offsetBytes: number, text = TEXT): Observation => ({
  ...NOTHING,
  unfinished: [{ key: 'a', offsetBytes, prefixSha256: hash(text.slice(0, offsetBytes)) }],
})

test('a listed file with its bytes keeps the promise', () => {
  expect(findBrokenPromises([upload([LISTED])], there)).toEqual([])
})

test('an acknowledged listing that is gone breaks it', () => {
  expect(findBrokenPromises([upload([LISTED])], NOTHING)).toEqual([
    'a is nowhere, but was promised listed at main/a.txt',
  ])
})

test('a row whose bytes are other ones, fewer, or not there, breaks it', () => {
  const torn = { ...there, stored: [file('main/a.txt', 'ten b')] }
  expect(findBrokenPromises([upload([LISTED])], torn).join()).toContain('nothing that anybody sent whole')
  expect(findBrokenPromises([upload([LISTED])], torn).join()).toContain('listed with 10, but has 5 bytes')
  expect(findBrokenPromises([upload([LISTED])], { ...there, stored: [] })).toEqual([
    'main/a.txt is listed, but not there',
  ])
  const unhashed = { ...there, listed: [{ ...row(), sha256: null }] }
  expect(findBrokenPromises([upload([LISTED])], unhashed).join()).toContain('listed with the hash null')
})

test('bytes that nobody lists break it', () => {
  expect(findBrokenPromises([upload([LISTED])], { ...there, listed: [] })).toEqual([
    'main/a.txt is there, but not listed',
  ])
})

test('one upload in two places breaks it, be it twice in sight or in sight and in the trash', () => {
  const twice = { ...NOTHING, listed: [row(), row('main/b.txt')], stored: [file(), file('main/b.txt')] }
  expect(findBrokenPromises([upload([LISTED])], twice)[0]).toContain('a lies in 2 places')
  const both = { ...there, stored: [file(), file('x', TEXT, 'trash')] }
  expect(findBrokenPromises([upload([LISTED, { kind: 'trash' }])], both)[0]).toContain('a lies in 2 places')
})

test('while an answer is outstanding either place will do, but no third one', () => {
  const doubtful = upload([LISTED, { kind: 'trash' }])
  expect(findBrokenPromises([doubtful], there)).toEqual([])
  expect(findBrokenPromises([doubtful], { ...NOTHING, stored: [file('x', TEXT, 'trash')] })).toEqual([])
  expect(findBrokenPromises([doubtful], NOTHING)[0]).toContain('promised listed at main/a.txt or in the trash')
})

test('an offset that was told may grow, but neither shrink nor be forgotten', () => {
  const told = upload([{ kind: 'nowhere' }], { acknowledgedBytes: 5 })
  expect(findBrokenPromises([told], waiting(5))).toEqual([])
  expect(findBrokenPromises([told], waiting(7))).toEqual([])
  expect(findBrokenPromises([told], waiting(4))).toEqual(['a stands at 4, though 5 was told'])
  expect(findBrokenPromises([told], NOTHING)).toEqual(['a was told 5 and is unknown'])
  expect(findBrokenPromises([told], waiting(5, 'TEN BYTES!'))[0]).toContain('other bytes below 5')
})

test('what its sender cancelled, or what was never answered, may be gone', () => {
  expect(
    findBrokenPromises([upload([{ kind: 'nowhere' }], { acknowledgedBytes: 5, cancelled: true })], NOTHING),
  ).toEqual([])
  expect(findBrokenPromises([upload([{ kind: 'nowhere' }])], NOTHING)).toEqual([])
})

test('a listed upload that still waits for bytes breaks it', () => {
  const both = { ...there, unfinished: waiting(10).unfinished }
  expect(findBrokenPromises([upload([LISTED])], both)).toEqual(['a is listed at main/a.txt and still unfinished'])
})

test('a content gives way only to one that is there', () => {
  const b = upload([{ kind: 'nowhere' }, LISTED], { key: 'b' })
  const a = upload([LISTED, { kind: 'version', replacedBy: 'b' }])
  const version = file('v', TEXT, 'versions')
  const text = `${TEXT} of b`
  const replaced = { ...NOTHING, listed: [row('main/a.txt', text)], stored: [version, file('main/a.txt', text)] }
  expect(findBrokenPromises([a, b], replaced)).toEqual([])
  expect(findBrokenPromises([a, b], there)).toEqual([])
  expect(findBrokenPromises([a, b], { ...NOTHING, stored: [version] })).toEqual(['a gave way to b, which is nowhere'])
})

test('what a recovery left behind breaks it', () => {
  expect(findBrokenPromises([], { ...NOTHING, leftovers: ['an intent'] })).toEqual(['an intent'])
})

test('once it was seen, a doubt is over', () => {
  const doubtful = upload([LISTED, { kind: 'trash' }])
  settle([doubtful], { ...NOTHING, stored: [file('x', TEXT, 'trash')] })
  expect(doubtful.spots).toEqual([{ kind: 'trash' }])
  expect(findBrokenPromises([doubtful], there)).toHaveLength(1)
})

test('a folder takes what lies in it along', () => {
  const spots: Spot[] = [{ kind: 'listed', path: 'main/a/x' }, { kind: 'listed', path: 'main/ab' }, { kind: 'nowhere' }]
  expect(underOtherFolder(spots, 'main/a', { kind: 'listed', path: 'main/b' })).toEqual([
    { kind: 'listed', path: 'main/b/x' },
    ...spots.slice(1),
  ])
  expect(underOtherFolder(spots, 'main/a', { kind: 'trash' })[0]).toEqual({ kind: 'trash' })
})
