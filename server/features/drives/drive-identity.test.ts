import { describe, expect, it } from 'vitest'
import {
  type DriveIdentity,
  isKnownEntry,
  isSameDrive,
  isSameMount,
  type RootFacts,
  tellsDrives,
} from './drive-identity.ts'

const root: RootFacts = {
  ...{ device: '2049', inode: '2', bornNs: '1700000000000000001' },
  ...{ fsType: '61267', blockSizeBytes: '4096', blocks: '262144', uuid: null },
}
const film = { name: 'film.mkv', kind: 'file', sizeBytes: 5, mtimeNs: '7' } as const
const photos = { name: 'Photos', kind: 'folder', sizeBytes: 0, mtimeNs: '8' } as const
const { device: _, ...own } = root
const disk: DriveIdentity = { ...own, below: '/', known: [film, photos, { ...film, name: 'b' }] }

describe('a drive that is mounted anew', () => {
  it.each<[string, Partial<RootFacts>, number, boolean]>([
    ['with everything as it was', {}, 3, true],
    ['as another device', { device: '9' }, 3, true],
    ['with another inode of its root, as exFAT gives', { inode: '77', bornNs: '5' }, 3, true],
    ['after one of its entries was renamed elsewhere', {}, 2, true],
    ['after it was made larger', { blocks: '999' }, 3, true],
    ['as an empty folder of a like disk', {}, 0, false],
    ['as an empty folder of another disk', { inode: '4711', blocks: '88' }, 0, false],
    ['with few of its entries', {}, 1, false],
    ['with its entries copied to another disk', { inode: '77', blocks: '88' }, 3, false],
    ['as another kind of filesystem', { fsType: '5' }, 3, false],
  ])('%s', (_what, change, hits, same) => {
    expect(isSameDrive(disk, { ...root, ...change }, hits)).toBe(same)
  })

  it.each<[string, Partial<RootFacts>, number, boolean]>([
    ['with its id', { uuid: 'a' }, 3, true],
    ['with its id, by another driver and with few of its entries', { uuid: 'a', fsType: '5', inode: '9' }, 1, true],
    ['with another id, and everything else as it was', { uuid: 'b' }, 3, false],
    ['where nobody tells the id', { uuid: null }, 3, true],
  ])('%s, where it has one', (_what, change, hits, same) => {
    expect(isSameDrive({ ...disk, uuid: 'a' }, { ...root, ...change }, hits)).toBe(same)
  })

  it('while it was empty, is known by its root alone', () => {
    const empty = { ...disk, known: [] }
    expect(isSameDrive(empty, root, 0)).toBe(true)
    for (const change of [{ inode: '3' }, { blocks: '3' }, { bornNs: '3' }]) {
      expect(isSameDrive(empty, { ...root, ...change }, 0)).toBe(false)
    }
  })
})

it('one mount is the same as long as nothing of it changes', () => {
  expect(isSameMount(root, { ...root })).toBe(true)
  for (const key of ['device', 'inode', 'bornNs', 'blocks', 'fsType'] as const) {
    expect(isSameMount(root, { ...root, [key]: '1' })).toBe(false)
  }
})

it('knows a file by its size and time, a folder by its name alone', () => {
  expect(isKnownEntry(film, { ...film })).toBe(true)
  expect(isKnownEntry(film, { ...film, sizeBytes: 6 })).toBe(false)
  expect(isKnownEntry(film, { ...film, mtimeNs: '9' })).toBe(false)
  expect(isKnownEntry(photos, { ...photos, mtimeNs: '9' })).toBe(true)
  expect(isKnownEntry(photos, { ...film, name: 'Photos' })).toBe(false)
  expect(isKnownEntry(film, null)).toBe(false)
})

it('knows no disk by what is on all of them', () => {
  expect(['lost+found', 'System Volume Information', '.Trash-1000', '.hearth'].some(tellsDrives)).toBe(false)
  expect(['Photos', 'hearth', 'lost'].every(tellsDrives)).toBe(true)
})
