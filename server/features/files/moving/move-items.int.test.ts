import { mkdtemp, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { EntryId, PlaceId } from '#lib/core/ids/ids.ts'
import { DirectorySyncer } from '../disk/directory-syncer.ts'
import { moveItems } from './move-items.ts'
import { OpenedFolders } from './opened-folders.ts'
import type { RelocationItem } from './relocation.ts'

it('has moved a file also when a hand from outside takes its old name away first', async () => {
  const root = await mkdtemp(join(tmpdir(), 'hearth-move-'))
  const folders = new OpenedFolders(async () => root)
  try {
    await writeFile(join(root, 'a.txt'), 'a')
    // Both are given by the caller only.
    const placeId = 'p' as PlaceId
    const entryId = 'e' as EntryId
    const nothing = { steps: [], changes: [] }
    const item: RelocationItem = {
      ...{ entryId, kind: 'file', done: nothing, undo: nothing, whenLost: 'undo' },
      from: { placeId, folder: [], name: 'a.txt' },
      to: { placeId, folder: [], name: 'b.txt' },
    }
    const faultPoint = async (point: string) => {
      if (point === 'relocate: targets synced') await unlink(join(root, 'a.txt'))
    }
    expect(await moveItems([item], folders, { syncer: new DirectorySyncer(), faultPoint })).toEqual(['moved'])
    expect(await readdir(root)).toEqual(['b.txt'])
  } finally {
    await folders.close()
    await rm(root, { recursive: true })
  }
})
