import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, rename as renameFile, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { findContradictions } from '../files/testing/check-vault.ts'
import { ANNA_ACTOR, openTestFiles, type TestFiles } from '../files/testing/test-files.ts'
import { openTestVault } from '../files/testing/test-vault.ts'
import { objectPath } from './folder/backup-format.ts'
import { listObjects } from './folder/object-store.ts'
import { listSnapshots } from './folder/snapshots.ts'
import { flipSilently } from './testing/flip-silently.ts'
import { hashesBelow, openTestBackup, type TestBackup } from './testing/test-backup.ts'

const CHILD = fileURLToPath(new URL('testing/backup-child.ts', import.meta.url))

let vault: TestFiles
let backup: TestBackup

beforeEach(async () => {
  vault = await openTestFiles()
  backup = await openTestBackup(vault.test.dataFolder)
})

afterEach(async () => {
  await vault.remove()
  await backup.remove()
})

const rooms = () => join(vault.test.dataFolder, 'rooms')
const trash = (...ids: Awaited<ReturnType<TestFiles['idOf']>>[]) =>
  vault.bulk({ action: 'trash', selector: { kind: 'ids', ids } })

const rename = async (from: string, to: string) => {
  const id = (await vault.idOf(from)) as EntryId // as the contract's text says
  await vault.files.rename(id, to, { actor: ANNA_ACTOR })
}

/** Files, a folder, something in the trash, an older version, a file of no bytes, an empty folder. */
async function furnish(): Promise<void> {
  await vault.put('a.txt', 'first a')
  await vault.put('a.txt', 'second a', { conflict: 'replace' })
  await vault.put('deep.bin', randomBytes(300_000), { folder: ['Films', 'Old ones'] })
  await vault.put('same.txt', 'twice')
  await vault.put('same again.txt', 'twice')
  await vault.put('empty', '')
  await vault.put('gone.txt', 'in the trash', { folder: ['Going'] })
  await mkdir(join(vault.root, 'Nothing in it'))
  await trash(await vault.idOf('Going'))
}

async function openRestored(dataFolder = backup.restored) {
  return openTestVault({}, dataFolder)
}
it('restores everything on an empty folder, and the vault finds nothing to look at again', async () => {
  await furnish()
  const summary = await backup.backUp()
  expect(summary).toMatchObject({ files: 7, newFiles: 6, missing: [], passes: 1 })
  const before = await vault.db.read(
    vault.db.build.selectFrom('contents').select(['id', 'sha256', 'hashed_at']).orderBy('id'),
  )
  expect(await backup.restore()).toMatchObject({ files: 7, damaged: [] })
  expect(await hashesBelow(join(backup.restored, 'rooms'))).toEqual(await hashesBelow(rooms()))
  const mtimes = async (root: string) => Math.round((await stat(join(root, 'family', 'same.txt'))).mtimeMs)
  expect(await mtimes(join(backup.restored, 'rooms'))).toBe(await mtimes(rooms()))

  const restored = await openRestored()
  expect(await findContradictions(restored)).toEqual([])
  const after = await restored.db.read(
    restored.db.build.selectFrom('contents').select(['id', 'sha256', 'hashed_at']).orderBy('id'),
  )
  expect(after).toEqual(before)
  await restored.db.close()
})

it('copies nothing a second time, and keeps as many snapshots as it was told', async () => {
  await furnish()
  const first = await backup.backUp()
  const second = await backup.backUp()
  expect(second).toMatchObject({ files: 7, newFiles: 0, newBytes: 0 })
  await vault.put('new.txt', 'new')
  const third = await backup.backUp({ keep: 2 })
  expect(third).toMatchObject({ newFiles: 1, removedSnapshots: [first.snapshot] })
  expect(await listSnapshots(backup.folder)).toEqual([second.snapshot, third.snapshot])
  expect(third.storedBytes).toBe(sum((await backup.lines(third.snapshot)).map(({ size }) => size)) - 'twice'.length)
})

it('drops what no kept snapshot names, and nothing else', async () => {
  await vault.put('stays.txt', 'stays')
  await vault.put('goes.txt', 'goes')
  await backup.backUp()
  expect(await listObjects(backup.folder)).toHaveLength(2)
  await vault.db.commit([
    vault.db.build.updateTable('entries').set({ state: 'missing', missing_since: 1 }).where('name', '=', 'goes.txt'),
  ])
  await backup.backUp()
  expect(await listObjects(backup.folder)).toHaveLength(2)
  await backup.backUp({ keep: 1 })
  expect(await listObjects(backup.folder)).toHaveLength(1)
  expect(await backup.verify()).toMatchObject({ damagedObjects: [], damagedFiles: [] })
})

it('is consistent while people add, rename, replace and delete, whatever the moment', {
  timeout: 300_000,
}, async () => {
  for (let i = 0; i < 40; i++) await vault.put(`start ${i}`, randomBytes(20_000))
  let working = true
  const load = (async () => {
    for (let i = 0; working; i++) {
      await vault.put(`new ${i}`, randomBytes(10_000), { folder: [`folder ${i % 3}`] })
      await vault.put('busy.txt', `version ${i}`, { conflict: 'replace' })
      await rename(`start ${i % 20}`, `start ${i % 20} renamed`)
      await rename(`start ${i % 20} renamed`, `start ${i % 20}`)
      if (i < 15) await trash(await vault.idOf(`start ${20 + i}`))
    }
  })()
  const taken: string[] = []
  for (let round = 0; round < 3; round++) {
    const summary = await backup.backUp({
      // The files go on changing after the copy was made, before they are read.
      afterDatabase: () => new Promise((resolve) => setTimeout(resolve, 300)),
    })
    expect(summary.missing).toEqual([])
    taken.push(summary.snapshot)
  }
  working = false
  await load
  taken.push((await backup.backUp()).snapshot)
  expect(await backup.verify()).toMatchObject({ damagedObjects: [], damagedFiles: [] })

  for (const snapshot of taken) {
    const dataPath = join(backup.restored, snapshot)
    const { damaged, files } = await backup.restore({ snapshot, dataPath })
    expect(damaged).toEqual([])
    const lines = await backup.lines(snapshot)
    expect(files).toBe(lines.length)
    const wanted = lines.map(({ room, path, sha256 }) => `${room}/${path}: ${sha256}`).sort()
    expect(await hashesBelow(join(dataPath, 'rooms'))).toEqual(wanted)
    const restored = await openRestored(dataPath)
    expect(await restored.intents.replayAll()).toMatchObject({ failed: 0 })
    expect(await findContradictions(restored), snapshot).toEqual([])
    await restored.db.close()
  }
  const last = join(backup.restored, taken.at(-1) ?? '')
  expect(await hashesBelow(join(last, 'rooms'))).toEqual(await hashesBelow(rooms()))
})

it('goes on after a cancellation with what is missing, and leaves no half snapshot', async () => {
  for (let i = 0; i < 30; i++) await vault.put(`file ${i}`, randomBytes(50_000))
  const abort = new AbortController()
  const cancelled = backup.backUp({
    signal: abort.signal,
    onProgress: ({ phase, doneBytes }) => {
      if (phase === 'files' && doneBytes > 500_000) abort.abort(new Error('enough'))
    },
  })
  await expect(cancelled).rejects.toThrow('enough')
  expect(await listSnapshots(backup.folder)).toEqual([])
  const there = (await listObjects(backup.folder)).length
  expect(there).toBeGreaterThan(0)
  const { newFiles, files } = await backup.backUp()
  expect(files).toBe(30)
  expect(newFiles).toBe(30 - there)
  expect(await readdir(join(backup.folder, 'partial'))).toEqual([])
  expect(await readdir(join(backup.folder, 'snapshots'))).toHaveLength(1)
})

it('goes on after kill -9 in the middle, from a process of its own beside the open vault', async () => {
  for (let i = 0; i < 20; i++) await vault.put(`file ${i}`, randomBytes(50_000))
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, vault.test.dataFolder, backup.folder, '400000'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  expect((await once(child, 'exit'))[1]).toBe('SIGKILL')
  expect(await listSnapshots(backup.folder)).toEqual([])
  const there = (await listObjects(backup.folder)).length
  expect(there).toBeGreaterThan(4)
  expect(await backup.backUp()).toMatchObject({ files: 20, newFiles: 20 - there })
  expect(await backup.verify()).toMatchObject({ objects: 20, damagedObjects: [], damagedFiles: [] })
})

it('only one backup of a vault runs at a time', async () => {
  await vault.put('a', 'a')
  let second: unknown
  await backup.backUp({
    afterDatabase: async () => {
      second = await backup.backUp().catch((error: unknown) => error)
    },
  })
  expect(second).toMatchObject({ code: 'backup_busy' })
})

it('hashes what nobody hashed yet, and takes what was changed by hand as it is', async () => {
  await vault.put('by hand.txt', 'as it was')
  await vault.db.commit([
    vault.db.build
      .updateTable('contents')
      .set({ sha256: null, hashed_at: null, manifest: null, chunk_size_bytes: null }),
  ])
  await vault.put('changed.txt', 'before')
  await writeFile(join(vault.root, 'changed.txt'), 'afterwards')
  const { snapshot, missing, passes } = await backup.backUp()
  expect([missing, passes]).toEqual([[], 4])
  const bytes = Object.fromEntries(
    await Promise.all(
      (await backup.lines(snapshot)).map(async ({ path, sha256 }) => [
        path,
        await readFile(objectPath(backup.folder, sha256), 'utf8'),
      ]),
    ),
  )
  expect(bytes).toEqual({ 'by hand.txt': 'as it was', 'changed.txt': 'afterwards' })
})

it('says by name what is not on the disk, or is there with other bytes; an older snapshot keeps the right ones', async () => {
  await vault.put('good.txt', 'good')
  await vault.put('kept.txt', 'kept from before')
  await backup.backUp()
  await vault.put('lost.txt', 'lost')
  await vault.put('rotten.txt', 'rotten')
  for (const name of ['rotten.txt', 'kept.txt']) await flipSilently(join(vault.root, name), vault.db)
  await unlink(join(vault.root, 'lost.txt'))
  const { missing, snapshot } = await backup.backUp()
  expect(missing.toSorted((a, b) => a.path.localeCompare(b.path))).toEqual([
    { room: 'family', path: 'lost.txt', reason: 'missing' },
    { room: 'family', path: 'rotten.txt', reason: 'damaged' },
  ])
  expect((await backup.lines(snapshot)).map(({ path }) => path).sort()).toEqual(['good.txt', 'kept.txt'])
  await backup.restore()
  expect(await readFile(join(backup.restored, 'rooms/family/kept.txt'), 'utf8')).toBe('kept from before')
})

const refusals: [what: string, code: string, folder: () => Promise<string> | string, mustExist?: boolean][] = [
  ['the data folder', 'backup_folder_inside', () => vault.test.dataFolder],
  ['a folder in a room', 'backup_folder_inside', () => join(vault.root, 'backup', 'here')],
  ['a folder around the vault', 'backup_folder_inside', () => join(vault.test.dataFolder, '..')],
  [
    'a folder with other things',
    'backup_folder_foreign',
    async () => {
      await mkdir(backup.folder)
      await writeFile(join(backup.folder, 'thesis.odt'), 'x')
      return backup.folder
    },
  ],
  [
    'the backup of another vault',
    'backup_folder_foreign',
    async () => {
      await backup.backUp()
      await renameFile(join(vault.test.dataFolder, 'secrets/vault'), join(vault.test.dataFolder, 'secrets/old'))
      return backup.folder
    },
  ],
  ['a folder whose disk is not there', 'backup_folder_missing', () => backup.folder, true],
]

it.each(refusals)('refuses %s', async (_what, code, folder, mustExist = false) => {
  await vault.put('a', 'a')
  await expect(backup.backUp({ folder: await folder(), mustExist })).rejects.toMatchObject({ code })
})

it.skipIf(process.getuid?.() === 0)('says that it may not write', async () => {
  await mkdir(backup.folder)
  await chmod(backup.folder, 0o500)
  await expect(backup.backUp()).rejects.toMatchObject({ code: 'backup_folder_not_writable' })
})

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
