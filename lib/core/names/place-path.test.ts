import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkListedPath, checkPath, joinPath, type PathProblem, parentPath, safePath } from './place-path.ts'
import { checkName, safeName } from './safe-name.ts'

const names = fc.string({ unit: 'binary', maxLength: 20 }).map(safeName)
const rawPaths = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('..', '.', '', 'CON', '.hearth', 'a:b')),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join('/'))

describe('checkPath', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a/b c/d', ['a', 'b c', 'd']],
    ['cafe\u0301/x', ['caf\u00e9', 'x']],
    [Array(64).fill('a').join('/'), Array(64).fill('a')],
  ])('reads %j', (path, segments) => {
    expect(checkPath(path)).toEqual({ kind: 'ok', segments })
  })

  it.each<[string, PathProblem]>([
    ['/', 'absolute'],
    ['/etc/passwd', 'absolute'],
    ['//server/share', 'absolute'],
    ['a/', 'empty'],
    ['a//b', 'empty'],
    ['.', 'dot'],
    ['a/../b', 'dot'],
    ['../a', 'dot'],
    ['a/./b', 'dot'],
    ['a\\b', 'separator'],
    ['..\\a', 'separator'],
    ['C:/Windows', 'character'],
    ['a/b\0', 'control'],
    ['a/.hearth/trash', 'hidden_reserved'],
    ['NUL/a', 'reserved'],
    [Array(65).fill('a').join('/'), 'too_deep'],
    [Array(20).fill('a'.repeat(250)).join('/'), 'path_too_long'],
  ])('refuses %j as %s', (path, reason) => {
    expect(checkPath(path)).toEqual({ kind: 'bad', reason })
  })

  it('gives only names that checkName allows, and the same path again for them', () => {
    fc.assert(
      fc.property(rawPaths, (raw) => {
        const checked = checkPath(raw)
        if (checked.kind === 'bad') return
        for (const name of checked.segments) expect(checkName(name)).toEqual({ kind: 'ok', name })
        expect(checkPath(checked.segments.join('/'))).toEqual(checked)
      }),
    )
  })
})

describe('checkListedPath', () => {
  it.each(['', 'what?/a:b', 'cafe\u0301', ' a /b.'])('opens %j, which somebody made on the disk', (path) => {
    expect(checkListedPath(path)).toEqual({ kind: 'ok', segments: path === '' ? [] : path.split('/') })
  })

  it.each<[string, PathProblem]>([
    ['/a', 'absolute'],
    ['a/..', 'dot'],
    ['a//b', 'empty'],
    ['a\\b', 'separator'],
    ['a\0', 'control'],
    ['.hearth/uploads', 'hidden_reserved'],
    ['HEARTH~1', 'hidden_reserved'],
  ])('refuses %j as %s', (path, reason) => {
    expect(checkListedPath(path)).toEqual({ kind: 'bad', reason })
  })
})

describe('safePath', () => {
  it.each([
    ['', []],
    ['photos/2026/', ['photos', '2026']],
    ['a//./b', ['a', 'b']],
    ['Trip: day 1/CON/what?', ['Trip_ day 1', '_CON', 'what_']],
    ['.hearth/x', ['_.hearth', 'x']],
  ])('maps %j', (raw, segments) => {
    expect(safePath(raw)).toEqual({ kind: 'ok', segments })
  })

  it.each<[string, PathProblem]>([
    ['../a', 'dot'],
    ['a/../../b', 'dot'],
    ['/a', 'absolute'],
    ['a\\..\\b', 'separator'],
    ['a\0b', 'control'],
    [Array(65).fill('a').join('/'), 'too_deep'],
  ])('refuses %j as %s', (raw, reason) => {
    expect(safePath(raw)).toEqual({ kind: 'bad', reason })
  })

  it('gives a path that checkPath allows, or refuses', () => {
    fc.assert(
      fc.property(rawPaths, (raw) => {
        const mapped = safePath(raw)
        if (mapped.kind === 'ok') expect(checkPath(mapped.segments.join('/'))).toEqual(mapped)
      }),
    )
  })
})

describe('joinPath and parentPath', () => {
  it('join at the root and below', () => {
    expect(joinPath('', 'a')).toBe('a')
    expect(joinPath('a/b', 'c', 'd')).toBe('a/b/c/d')
    expect(joinPath('')).toBe('')
  })

  it('undo each other', () => {
    expect(parentPath('')).toBeNull()
    expect(parentPath('a')).toBe('')
    fc.assert(
      fc.property(fc.array(names, { maxLength: 5 }), names, (folders, name) => {
        const folder = joinPath('', ...folders)
        return parentPath(joinPath(folder, name)) === folder
      }),
    )
  })
})
