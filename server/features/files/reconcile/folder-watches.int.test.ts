import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PlaceId } from '#lib/core/ids/ids.ts'
import { openFolder } from '../disk/folder-handle.ts'
import { FolderWatches } from './folder-watches.ts'

const place = 'place' as PlaceId
let root: string
let hints: string[]
let watches: FolderWatches

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'hearth-watch-'))
  hints = []
  watches = new FolderWatches({
    onHint: (_place, path, name) => hints.push([...path, name ?? '*'].join('/')),
    onExhausted: () => {},
  })
})
afterEach(async () => {
  watches.close()
  await rm(root, { recursive: true, force: true })
})

async function cover(...path: string[]) {
  const folder = await openFolder(root, path)
  watches.cover(place, path, folder)
  await folder.close()
}

async function hinted(hint: string) {
  while (!hints.includes(hint)) await new Promise((resolve) => setTimeout(resolve, 10))
}

it('hints at what is made, written, renamed and removed, in each folder that it covers', async () => {
  await mkdir(join(root, 'F'))
  await cover()
  await cover('F')
  await writeFile(join(root, 'F', 'a'), 'x')
  await hinted('F/a')
  await rename(join(root, 'F', 'a'), join(root, 'b'))
  await hinted('b')
})

it('does not hint at our own hidden folder', async () => {
  await cover()
  await mkdir(join(root, '.hearth'))
  await writeFile(join(root, 'a'), 'x')
  await hinted('a')
  expect(hints).not.toContain('.hearth')
})

it('covers a folder anew that was removed and made again', async () => {
  await mkdir(join(root, 'F'))
  await cover()
  await cover('F')
  await rename(join(root, 'F'), join(root, 'G'))
  await mkdir(join(root, 'F'))
  await cover('F')
  await writeFile(join(root, 'F', 'a'), 'x')
  await hinted('F/a')
})

it('hints no more at what it was told to forget, nor after it was closed', async () => {
  await mkdir(join(root, 'F'))
  await cover()
  await cover('F')
  watches.forget(place, ['F'])
  await writeFile(join(root, 'F', 'a'), 'x')
  await writeFile(join(root, 'b'), 'x')
  await hinted('b')
  expect(hints).not.toContain('F/a')
  watches.close()
  hints = []
  await writeFile(join(root, 'c'), 'x')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(hints).toEqual([])
})

it('tells once when the system has no more watches, and goes on without', () => {
  const exhausted: unknown[] = []
  const poor = new FolderWatches({
    onHint: () => {},
    onExhausted: (error) => exhausted.push(error),
    watch: () => {
      throw Object.assign(new Error('System limit for number of file watchers reached'), { code: 'ENOSPC' })
    },
  })
  const folder = { path: root, device: '1', inode: '1' }
  poor.cover(place, [], folder)
  poor.cover(place, ['F'], folder)
  expect([exhausted.length, poor.isComplete, poor.covers(place, [], '1:1')]).toEqual([1, false, false])
})
