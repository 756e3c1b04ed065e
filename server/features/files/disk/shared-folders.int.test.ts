import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SharedFolders } from './shared-folders.ts'

let root: string
let now: number
let shared: SharedFolders

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hearth-shared-'))
  await mkdir(join(root, 'photos'))
  now = 0
  shared = new SharedFolders({ monotonic: () => now })
})
afterEach(() => rm(root, { recursive: true, force: true }))

test('gives everybody who works at the same time the same open folder, until the last one closed it', async () => {
  const [first, second] = await Promise.all([shared.open(root, ['photos']), shared.open(root, ['photos'])])
  expect(second.at('a')).toBe(first.at('a'))
  await first.close()
  await first.close()
  expect(await readdir(second.at('.'))).toEqual([])
  await second.close()
  await expect(readdir(second.at('.'))).rejects.toThrow()
})

test('opens a folder anew when nobody works in it any more', async () => {
  await (await shared.open(root, ['photos'])).close()
  await rename(join(root, 'photos'), join(root, 'other'))
  expect(await shared.openIfThere(root, ['photos'])).toBeNull()
})

test('sees that a folder was swapped for a link a second later, while others still work in it', async () => {
  const first = await shared.open(root, ['photos'])
  await rename(join(root, 'photos'), join(root, 'other'))
  await symlink(join(root, 'other'), join(root, 'photos'))
  now = 1000
  expect(await shared.openIfThere(root, ['photos'])).toBeNull()
  await first.sync()
  await first.close()
})

test('forgets a failure', async () => {
  expect(await shared.openIfThere(root, ['films'])).toBeNull()
  await mkdir(join(root, 'films'))
  const handle = await shared.open(root, ['films'])
  expect(handle.path.endsWith('films')).toBe(true)
  await handle.close()
})
