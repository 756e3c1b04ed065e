import { describe, expect, it } from 'vitest'
import { belowOf, blockOf, placeOf } from './look-at-root.ts'

const stick = { mountPoint: '/media/kim/STICK', type: 'exfat', root: '/' }
const part = { mountPoint: '/srv/films', type: 'ext4', root: '/pool/films' }

describe('a part of a filesystem', () => {
  it.each([
    [stick, '/media/kim/STICK', '/'],
    [stick, '/media/kim/STICK/Films/Old', '/Films/Old'],
    [part, '/srv/films', '/pool/films'],
    [part, '/srv/films/a', '/pool/films/a'],
  ])('on %o at %s is %s of it', (mount, path, below) => {
    expect(belowOf(mount, path)).toBe(below)
    expect(placeOf(mount, below)).toBe(path)
  })

  it('is not found where another part is mounted', () => {
    expect(placeOf(part, '/')).toBeNull()
    expect(placeOf(part, '/pool')).toBeNull()
    expect(placeOf(part, '/pool/filmsx')).toBeNull()
    expect(placeOf(stick, '/..x')).toBe('/media/kim/STICK/..x')
  })
})

it.runIf(process.platform === 'linux')('tells block devices from others', () => {
  expect(blockOf(0x801n)).toBe('8:1')
  expect(blockOf(0x10303n)).toBe('259:3')
  expect(blockOf(0x2bn)).toBeNull()
})
