import { createHash } from 'node:crypto'
import { appendFile, link, lstat, mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestReconciler, type TestReconciler } from '../testing/test-reconciler.ts'

let vault: TestReconciler
beforeEach(async () => {
  vault = await openTestReconciler()
})
afterEach(async () => {
  await vault.remove()
  expect(vault.errors).toEqual([])
})

const at = (...path: string[]) => join(vault.root, ...path)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const settled = async () => vault.advance(700_000)
/** Another vault, in which waiting takes a moment. */
async function openSwift() {
  await vault.remove()
  vault = await openTestReconciler({ settleMs: 150 })
}
const look = (...path: string[]) => vault.reconciler.reconcileFolder(vault.place, path)
const changes = () => vault.db.read(vault.db.build.selectFrom('changes').selectAll().orderBy('seq'))

async function lookTwice(...path: string[]) {
  await look(...path)
  await settled()
  await look(...path)
}

async function put(name: string, text: string) {
  await writeFile(at(name), text)
  await settled()
}

async function hashed(name: string) {
  await vault.waitFor(`${name} is hashed`, async () => (await vault.rowOf(name))?.sha256 != null)
  return vault.rowOf(name)
}

describe('what was put there by hand', () => {
  it('is listed once it is no longer written, belongs to nobody, and is hashed in the background', async () => {
    await writeFile(at('a.txt'), 'hello')
    await look()
    expect(await vault.listed()).toEqual([])
    await settled()
    await look()
    expect(await hashed('a.txt')).toMatchObject({ state: 'live', uploader: null, sha256: sha256('hello') })
    const entry = await vault.lookups.findLive(vault.place, null, 'a.txt')
    expect(entry && (await vault.lookups.find(entry.id))).toMatchObject({
      owner: null,
      sizeBytes: 5,
      mime: 'text/plain',
    })
  })

  it('is listed with everything below it', async () => {
    await mkdir(at('Films/2026'), { recursive: true })
    await put('Films/2026/film.mp4', 'film')
    await look()
    await vault.waitFor('the tree is listed', async () => (await vault.listed()).length === 3)
    expect(await vault.listed()).toEqual(['Films/', 'Films/2026/', 'Films/2026/film.mp4'])
  })

  it('is ignored where it is no file or folder, or ours', async () => {
    await vault.put('own.txt', 'x')
    await symlink('/etc/passwd', at('link'))
    await symlink('/etc', at('linked'))
    await symlink('nowhere', at('dangling'))
    const server = createServer().listen(at('socket'))
    await writeFile(at('.hearth', 'secret.txt'), 'x')
    await writeFile(at('back\\slash.txt'), 'x')
    await settled()
    await look()
    server.close()
    expect(await vault.listed()).toEqual(['own.txt'])
  })

  it('may have names that nobody could choose here, and names that differ in case only', async () => {
    for (const name of ['a:b?.txt', ' leading', 'CON', 'A.txt', 'a.txt', 'ends.']) await writeFile(at(name), name)
    await settled()
    await look()
    expect(await vault.listed()).toEqual([' leading', 'A.txt', 'CON', 'a.txt', 'a:b?.txt', 'ends.'].sort())
    expect((await vault.lookups.findLive(vault.place, null, 'A.txt'))?.name).toBe('A.txt')
    expect((await vault.lookups.findLive(vault.place, null, 'a.txt'))?.name).toBe('a.txt')
    const before = (await changes()).length
    await lookTwice()
    expect((await changes()).length).toBe(before)
  })

  it('waits for its last byte however long it is written', async () => {
    await writeFile(at('growing.log'), '0')
    for (let i = 0; i < 4; i++) {
      await look()
      expect(await vault.listed()).toEqual([])
      await appendFile(at('growing.log'), String(i))
    }
    await settled()
    await look()
    expect(await hashed('growing.log')).toMatchObject({ sha256: sha256('00123') })
  })

  it('is listed although its time lies in the future', async () => {
    await writeFile(at('later.txt'), 'x')
    await utimes(at('later.txt'), 4_000_000_000, 4_000_000_000)
    await look()
    expect(await vault.listed()).toEqual([])
    await settled()
    await look()
    expect(await vault.listed()).toEqual(['later.txt'])
  })

  it('is listed without another hint', async () => {
    await openSwift()
    await writeFile(at('a.txt'), 'x')
    await look()
    await vault.waitFor('it is listed', async () => (await vault.listed()).length === 1)
  })
})

describe('a file that was changed by hand', () => {
  it('keeps its entry and gets another content with another hash', async () => {
    await put('a.txt', 'one')
    await look()
    const before = await hashed('a.txt')
    await appendFile(at('a.txt'), ' two')
    await settled()
    await look()
    expect((await vault.rowOf('a.txt'))?.content).not.toBe(before?.content)
    const after = await hashed('a.txt')
    expect(after).toMatchObject({ id: before?.id, sha256: sha256('one two') })
    expect(await vault.db.read(vault.db.build.selectFrom('contents').select('id'))).toEqual([{ id: after?.content }])
  })

  it('is taken as it is at once when somebody waits for it', async () => {
    const outcome = await vault.put('a.txt', 'one')
    await writeFile(at('a.txt'), 'three')
    const entry = outcome.kind === 'listed' ? await vault.lookups.find(outcome.entryId) : null
    if (!entry) throw new Error('not listed')
    await vault.reconciler.reconcileEntry(entry)
    expect(await vault.lookups.find(entry.id)).toMatchObject({ sizeBytes: 5, content: { sha256: null } })
  })

  it('no longer counts for whoever uploaded the bytes that are gone', async () => {
    await vault.put('a.txt', 'one')
    const usage = () =>
      vault.db.read(vault.db.build.selectFrom('usage_totals').select('size_bytes').where('owner_kind', '=', 'account'))
    expect(await usage()).toEqual([{ size_bytes: 3 }])
    await put('a.txt', 'other')
    await look()
    expect(await usage()).toEqual([{ size_bytes: 0 }])
  })
})

describe('a file that was moved by hand', () => {
  it('keeps its entry, its content and its hash under another name', async () => {
    await vault.put('a.txt', 'one')
    const before = await vault.rowOf('a.txt')
    await rename(at('a.txt'), at('b.txt'))
    await look()
    expect(await vault.rowOf('b.txt')).toEqual({ ...before, name: 'b.txt' })
    expect(await vault.listed()).toEqual(['b.txt'])
  })

  it('keeps them in another folder, whichever folder is looked at first', async () => {
    await mkdir(at('F'))
    await mkdir(at('G'))
    await vault.put('a.txt', 'one')
    const before = await vault.rowOf('a.txt')
    await rename(at('a.txt'), at('F', 'c.txt'))
    await look('F')
    expect(await vault.rowOf('c.txt')).toEqual({ ...before, name: 'c.txt' })
    await rename(at('F', 'c.txt'), at('G', 'd.txt'))
    await lookTwice('F')
    expect(await vault.rowOf('c.txt')).toMatchObject({ state: 'missing' })
    await look('G')
    expect(await vault.rowOf('d.txt')).toEqual({ ...before, name: 'd.txt' })
    expect((await changes()).slice(-2)).toMatchObject([{ kind: 'removed' }, { kind: 'added' }])
  })

  it('may hand its name to the next one', async () => {
    for (const name of ['1', '2', '3']) await vault.put(name, `content ${name}`)
    const ids = await Promise.all(['1', '2', '3'].map(async (name) => (await vault.rowOf(name))?.id))
    await rename(at('3'), at('4'))
    await rename(at('2'), at('3'))
    await rename(at('1'), at('2'))
    await look()
    expect(await Promise.all(['2', '3', '4'].map(async (name) => (await vault.rowOf(name))?.id))).toEqual(ids)
    await rename(at('2'), at('x'))
    await rename(at('3'), at('2'))
    await rename(at('x'), at('3'))
    await look()
    expect(await Promise.all(['3', '2', '4'].map(async (name) => (await vault.rowOf(name))?.id))).toEqual(ids)
  })

  it('is another one where it was only linked', async () => {
    await vault.put('a.txt', 'one')
    await mkdir(at('F'))
    await link(at('a.txt'), at('F', 'b.txt'))
    await settled()
    await look('F')
    expect(await vault.listed()).toEqual(['F/', 'F/b.txt', 'a.txt'])
    expect((await vault.rowOf('b.txt'))?.id).not.toBe((await vault.rowOf('a.txt'))?.id)
  })

  it('takes everything below a folder along', async () => {
    await vault.put('a.txt', 'one', { folder: ['F', 'deep'] })
    await mkdir(at('G'))
    const [folder, file] = [await vault.rowOf('F'), await vault.rowOf('a.txt')]
    await rename(at('F'), at('G', 'H'))
    await look()
    await look('G')
    expect(await vault.listed()).toEqual(['G/', 'G/H/', 'G/H/deep/', 'G/H/deep/a.txt'])
    expect([(await vault.rowOf('H'))?.id, await vault.rowOf('a.txt')]).toEqual([folder?.id, file])
  })

  it('lets folders change places', async () => {
    await vault.put('a.txt', 'one', { folder: ['A', 'B'] })
    const ids = [(await vault.rowOf('A'))?.id, (await vault.rowOf('B'))?.id, (await vault.rowOf('a.txt'))?.id]
    await rename(at('A', 'B'), at('B'))
    await rename(at('A'), at('B', 'A'))
    await look()
    await look('B')
    expect(await vault.listed()).toEqual(['B/', 'B/A/', 'B/a.txt'])
    const after = [(await vault.rowOf('A'))?.id, (await vault.rowOf('B'))?.id, (await vault.rowOf('a.txt'))?.id]
    expect(after).toEqual(ids)
  })
})

it('does not take a new folder for a removed one whose inode it got', async () => {
  await vault.put('a.txt', 'one', { folder: ['Old'] })
  const old = await vault.rowOf('Old')
  await rm(at('Old'), { recursive: true })
  await mkdir(at('New'))
  const { ino, dev } = await lstat(at('New'))
  await vault.db.commit([
    vault.db.build
      .updateTable('entries')
      .set({ inode: String(ino), device: String(dev) })
      .where('name', '=', 'Old'),
  ])
  await lookTwice()
  expect((await vault.rowOf('New'))?.id).not.toBe(old?.id)
  expect(await vault.rowOf('Old')).toMatchObject({ id: old?.id, state: 'missing' })
})

describe('what is no longer there', () => {
  it('is missing after two looks, and there again with its hash when it comes back', async () => {
    await vault.put('a.txt', 'one')
    const before = await vault.rowOf('a.txt')
    await rename(at('a.txt'), join(vault.test.dataFolder, 'aside'))
    await look()
    expect((await vault.rowOf('a.txt'))?.state).toBe('live')
    await settled()
    await look()
    expect((await vault.rowOf('a.txt'))?.state).toBe('missing')
    await rename(join(vault.test.dataFolder, 'aside'), at('a.txt'))
    await look()
    expect(await vault.rowOf('a.txt')).toEqual(before)
  })

  it('is missing without another hint', async () => {
    await openSwift()
    await vault.put('a.txt', 'one')
    await rm(at('a.txt'))
    await look()
    await vault.waitFor('it is missing', async () => (await vault.rowOf('a.txt'))?.state === 'missing')
  })

  it('makes room at once for something else of its name', async () => {
    await vault.put('a', 'one')
    await rm(at('a'))
    await mkdir(at('a'))
    await look()
    expect(await vault.listed()).toEqual(['a/'])
  })

  it('takes what is below a folder with it, and brings it back', async () => {
    await vault.put('a.txt', 'one', { folder: ['F'] })
    const entry = await vault.lookups.findLive(vault.place, null, 'F')
    const file = await vault.rowOf('a.txt')
    await rename(at('F'), join(vault.test.dataFolder, 'F'))
    await look('F')
    await settled()
    await look('F')
    expect(await vault.rowOf('F')).toMatchObject({ id: entry?.id, state: 'missing' })
    await rename(join(vault.test.dataFolder, 'F'), at('F'))
    await look('F')
    expect(await vault.listed()).toEqual(['F/', 'F/a.txt'])
    expect(await vault.rowOf('a.txt')).toEqual(file)
  })

  it('keeps every row while the volume itself is not there', async () => {
    await vault.put('a.txt', 'one')
    await rename(vault.root, `${vault.root}-unplugged`)
    for (let i = 0; i < 3; i++) {
      await expect(look()).rejects.toMatchObject({ code: 'place_offline' })
      await settled()
    }
    expect(await vault.listed()).toEqual(['a.txt'])
    await rename(`${vault.root}-unplugged`, vault.root)
    await lookTwice()
    expect(await vault.listed()).toEqual(['a.txt'])
  })

  it('keeps rows whose volume is not the one that is there now', async () => {
    await vault.put('a.txt', 'one')
    const other = vault.db.build.updateTable('contents').set({ device: '99999' })
    await vault.db.commit([other])
    await rm(at('a.txt'))
    await lookTwice()
    expect(await vault.listed()).toEqual(['a.txt'])
  })

  it('loses its row when it was missing for longer than it is kept', async () => {
    await vault.remove()
    vault = await openTestReconciler({ keepMissingMs: 1_000_000 })
    await vault.put('a.txt', 'one', { folder: ['F', 'G'] })
    await vault.put('b.txt', 'two')
    await rm(at('F'), { recursive: true })
    await rm(at('b.txt'))
    await lookTwice()
    await settled()
    await lookTwice()
    expect(await vault.db.read(vault.db.build.selectFrom('entries').selectAll())).toEqual([])
    expect(await vault.db.read(vault.db.build.selectFrom('contents').selectAll())).toEqual([])
  })
})

it('knows a volume again that was mounted anew', async () => {
  await vault.put('a.txt', 'one')
  await vault.put('b.txt', 'two')
  const before = await vault.rowOf('a.txt')
  await vault.db.commit([vault.db.build.updateTable('contents').set({ device: '99999', inode: '1' })])
  await rm(at('b.txt'))
  const seq = (await changes()).length
  await look()
  expect(await vault.rowOf('a.txt')).toEqual(before)
  expect((await changes()).length).toBe(seq)
  const [content] = await vault.db.read(vault.db.build.selectFrom('contents').selectAll().where('size_bytes', '=', 3))
  expect(content?.device).not.toBe('99999')
})
