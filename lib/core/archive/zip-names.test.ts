import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nameKey } from '../names/name-key.ts'
import { checkName } from '../names/safe-name.ts'
import { ZipNames } from './zip-names.ts'

it.each([
  [
    ['a.txt', 'a.txt', 'A.TXT'],
    ['a.txt', 'a_v2.txt', 'A_v3.TXT'],
  ],
  [
    ['a_v2.txt', 'a.txt', 'a.txt'],
    ['a_v2.txt', 'a.txt', 'a_v3.txt'],
  ],
  [['..', 'con', 'a/b', 'a\\b'], undefined],
])('gives %j', (names, wanted) => {
  const given = new ZipNames()
  const found = names.map((name) => given.give(name))
  if (wanted) expect(found).toEqual(wanted)
  for (const name of found) expect(checkName(name)).toEqual({ kind: 'ok', name })
})

it('gives no two that a filesystem takes for one, and only such as every system allows', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 12 }), (names) => {
      const given = new ZipNames()
      const found = names.map((name) => given.give(name))
      expect(new Set(found.map(nameKey)).size).toBe(names.length)
      expect(found.filter((name) => checkName(name).kind !== 'ok')).toEqual([])
    }),
    { numRuns: 50 },
  )
})

it('is quick with ten thousand of one name', () => {
  const given = new ZipNames()
  const names = Array.from({ length: 10_000 }, () => given.give('photo.jpg'))
  expect(names.at(-1)).toBe('photo_v10000.jpg')
})
