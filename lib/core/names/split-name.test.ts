import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameKey } from './name-key.ts'
import { checkName, safeName } from './safe-name.ts'
import { nextFreeName, splitExtension, versionedName } from './split-name.ts'

const names = fc.string({ unit: 'binary', maxLength: 300 }).map(safeName)

describe('splitExtension', () => {
  it.each([
    ['a.txt', 'a', '.txt'],
    ['a', 'a', ''],
    ['a.tar.gz', 'a', '.tar.gz'],
    ['A.TAR.XZ', 'A', '.TAR.XZ'],
    ['.tar.gz', '.tar', '.gz'],
    ['.bashrc', '.bashrc', ''],
    ['.bashrc.bak', '.bashrc', '.bak'],
    ['Mr. Smith', 'Mr. Smith', ''],
    ['Version 1.2', 'Version 1.2', ''],
    ['film.mp4', 'film', '.mp4'],
    ['disk.7z', 'disk', '.7z'],
    ['disk.7z.001', 'disk.7z', '.001'],
    ['a.b.c.pdf', 'a.b.c', '.pdf'],
    ['фото.жпг', 'фото', '.жпг'],
    ['end.', 'end.', ''],
    [`a.${'x'.repeat(17)}`, `a.${'x'.repeat(17)}`, ''],
  ])('splits %s', (name, stem, extension) => {
    expect(splitExtension(name)).toEqual({ stem, extension })
  })

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { stem, extension } = splitExtension(name)
        return stem + extension === name
      }),
    )
  })
})

describe('versionedName', () => {
  it.each([
    ['a.txt', 2, 'a_v2.txt'],
    ['a_v2.txt', 3, 'a_v3.txt'],
    ['a_v02.txt', 2, 'a_v02_v2.txt'],
    ['_v2.txt', 3, '_v2_v3.txt'],
    ['archive.tar.gz', 2, 'archive_v2.tar.gz'],
    ['folder', 2, 'folder_v2'],
    ['.bashrc', 2, '.bashrc_v2'],
    [`${'a'.repeat(251)}.txt`, 12, `${'a'.repeat(247)}_v12.txt`],
  ])('makes %s version %i', (name, version, expected) => {
    expect(versionedName(name, version)).toBe(expected)
  })

  it('keeps an allowed name allowed', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 2, max: 1_000_000 }), (name, version) => {
        const versioned = versionedName(name, version)
        expect(checkName(versioned)).toEqual({ kind: 'ok', name: versioned })
      }),
    )
  })
})

describe('nextFreeName', () => {
  const nextAfter = (name: string, ...existing: string[]) => {
    const keys = new Set(existing.map(nameKey))
    return nextFreeName(name, (key) => keys.has(key))
  }

  it.each([
    ['a.txt', [], 'a.txt'],
    ['a.txt', ['a.txt'], 'a_v2.txt'],
    ['a.txt', ['A.TXT'], 'a_v2.txt'],
    ['a.txt', ['a.txt', 'a_v2.txt'], 'a_v3.txt'],
    ['a.txt', ['a.txt', 'a_v3.txt'], 'a_v2.txt'],
    ['a_v2.txt', ['a_v2.txt'], 'a_v3.txt'],
    ['a_v1.txt', ['a_v1.txt'], 'a_v2.txt'],
    ['cafe\u0301.txt', ['caf\u00e9.txt'], 'cafe\u0301_v2.txt'],
  ])('finds a place for %s beside %j', (name, existing, expected) => {
    expect(nextAfter(name, ...existing)).toBe(expected)
  })

  it('asks few times when thousands of versions exist, and takes the next one', () => {
    const keys = new Set(['image.jpg', ...Array.from({ length: 9_999 }, (_, i) => `image_v${i + 2}.jpg`)])
    let asked = 0
    const name = nextFreeName('image.jpg', (key) => {
      asked++
      return keys.has(key)
    })
    expect(name).toBe('image_v10001.jpg')
    expect(asked).toBeLessThan(60)
  })

  it('gives up when everything is taken', () => {
    expect(() => nextFreeName('a', () => true)).toThrow('entry_exists')
  })

  it('gives a name that is free', () => {
    fc.assert(
      fc.property(names, fc.uniqueArray(fc.integer({ min: 2, max: 80 })), (name, versions) => {
        const keys = new Set([name, ...versions.map((version) => versionedName(name, version))].map(nameKey))
        expect(keys.has(nameKey(nextFreeName(name, (key) => keys.has(key))))).toBe(false)
      }),
    )
  })
})
