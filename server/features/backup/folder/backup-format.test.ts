import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { isSnapshotName, lineSchema, snapshotName } from './backup-format.ts'
import { isWithin } from './open-backup-folder.ts'

const LINE = {
  ...{ room: 'main', path: 'Films/film.mp4', size: 1, mtime: '2026-11-21T03:00:00.000Z', mode: '0644' },
  ...{ sha256: 'ab'.repeat(32), part: 'files', mtimeNs: '1', content: 'c' },
}

it.each([
  ['..', 'x'],
  ['main/../..', 'x'],
  ['', 'x'],
  ['main', '../x'],
  ['main', 'a/../../x'],
  ['main', '/etc/passwd'],
  ['main', 'a//b'],
  ['main', './x'],
])('lets no line lead out of its room: %j %j', (room, path) => {
  expect(lineSchema.safeParse(LINE).success).toBe(true)
  expect(lineSchema.safeParse({ ...LINE, room, path }).success).toBe(false)
})

it('names snapshots so that their order is that of time, on every file system', () => {
  const names = [0, 1, 999, 1_000, 86_400_000, 1_795_000_000_000].map(snapshotName)
  expect(names.toSorted()).toEqual(names)
  expect(names.every(isSnapshotName)).toBe(true)
  expect(names.join('')).not.toMatch(/[:*?"<>|/\\]/)
  expect(isSnapshotName(`${names[0]}.partial`)).toBe(false)
})

it.each([
  ['/data', '/data', true],
  ['/data/rooms/x', '/data', true],
  ['/data/..backup', '/data', true],
  ['/data-backup', '/data', false],
  ['/other', '/data', false],
  ['/', '/data', false],
])('%s lies within %s: %s', (path, folder, wanted) => {
  expect(isWithin(resolve(path), resolve(folder))).toBe(wanted)
})
