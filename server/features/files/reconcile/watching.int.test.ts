import { createHash } from 'node:crypto'
import { appendFile, mkdir, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestReconciler, type TestReconciler } from '../testing/test-reconciler.ts'

let vault: TestReconciler
beforeEach(async () => {
  vault = await openTestReconciler({ settleMs: 150, rescanEveryMs: 3_600_000 })
})
afterEach(async () => {
  await vault.remove()
  expect(vault.errors).toEqual([])
})

const at = (...path: string[]) => join(vault.root, ...path)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const isListed = (...names: string[]) =>
  vault.waitFor(`${names.slice(0, 5)} are listed`, async () => String(await vault.listed()) === String(names.sort()))

async function start() {
  vault.reconciler.start([vault.place])
  await vault.waitFor('the first scan is done', async () => {
    const jobs = await vault.db.read(vault.db.build.selectFrom('jobs').select('state').where('kind', '=', 'scan'))
    return jobs.some(({ state }) => state === 'done')
  })
}

it('lists at start what was put there while the vault was off', async () => {
  await mkdir(at('F', 'G'), { recursive: true })
  await writeFile(at('F', 'G', 'a.txt'), 'a')
  await start()
  await isListed('F/', 'F/G/', 'F/G/a.txt')
})

it('lists a thousand files that are dropped at once, and hashes each', async () => {
  await start()
  const names = Array.from({ length: 1_000 }, (_, i) => `IMG_${i}.jpg`)
  await Promise.all(names.map((name) => writeFile(at(name), name)))
  await isListed(...names)
  await vault.waitFor('all are hashed', async () => {
    const rows = await vault.db.read(
      vault.db.build.selectFrom('contents').select('sha256').where('sha256', 'is not', null),
    )
    return rows.length === 1_000
  })
  expect((await vault.rowOf('IMG_777.jpg'))?.sha256).toBe(sha256('IMG_777.jpg'))
})

it('sees what happens in folders that came later, however deep', async () => {
  await start()
  await mkdir(at('F', 'G', 'H'), { recursive: true })
  await writeFile(at('F', 'G', 'H', 'a.txt'), 'a')
  await isListed('F/', 'F/G/', 'F/G/H/', 'F/G/H/a.txt')
  await writeFile(at('F', 'G', 'H', 'b.txt'), 'b')
  await isListed('F/', 'F/G/', 'F/G/H/', 'F/G/H/a.txt', 'F/G/H/b.txt')
  await rename(at('F', 'G'), at('X'))
  await isListed('F/', 'X/', 'X/H/', 'X/H/a.txt', 'X/H/b.txt')
  await writeFile(at('X', 'H', 'c.txt'), 'c')
  await isListed('F/', 'X/', 'X/H/', 'X/H/a.txt', 'X/H/b.txt', 'X/H/c.txt')
})

it('sees what happens in folders that were made by the vault itself', async () => {
  await start()
  await vault.put('a.txt', 'a', { folder: ['F', 'G'] })
  await vault.waitFor('by hand beside it', async () => {
    await writeFile(at('F', 'G', 'b.txt'), 'b')
    await new Promise((resolve) => setTimeout(resolve, 300))
    return (await vault.listed()).includes('F/G/b.txt')
  })
})

it('sees a rename, an append and a removal', async () => {
  await start()
  await vault.put('a.txt', 'one')
  const before = await vault.rowOf('a.txt')
  await rename(at('a.txt'), at('b.txt'))
  await isListed('b.txt')
  expect(await vault.rowOf('b.txt')).toEqual({ ...before, name: 'b.txt' })
  await appendFile(at('b.txt'), ' two')
  await vault.waitFor('another hash', async () => (await vault.rowOf('b.txt'))?.sha256 === sha256('one two'))
  expect(await vault.rowOf('b.txt')).toMatchObject({ id: before?.id })
  await unlink(at('b.txt'))
  await vault.waitFor('it is missing', async () => (await vault.rowOf('b.txt'))?.state === 'missing')
})

it('never takes uploads for files put there by hand, nor lists anything twice', async () => {
  await start()
  const uploads = Array.from({ length: 150 }, (_, i) => `up_${i}.txt`)
  const byHand = Array.from({ length: 150 }, (_, i) => `hand_${i}.txt`)
  const looking = new AbortController()
  const looks = (async () => {
    while (!looking.signal.aborted) {
      await vault.reconciler.reconcileFolder(vault.place, ['F'])
      for (const name of uploads.slice(0, 3)) await vault.reconciler.notice(vault.place, ['F'], name)
    }
  })()
  await mkdir(at('F'), { recursive: true })
  const inTurns = async (names: string[], one: (name: string) => Promise<unknown>) => {
    for (const name of names) await one(name)
  }
  await Promise.all([
    inTurns(uploads.slice(0, 75), (name) => vault.put(name, `uploaded ${name}`, { folder: ['F'] })),
    inTurns(uploads.slice(75), (name) => vault.put(name, `uploaded ${name}`, { folder: ['F'] })),
    inTurns(byHand, (name) => writeFile(at('F', name), `by hand ${name}`)),
  ])
  looking.abort()
  await looks
  await isListed('F/', ...[...uploads, ...byHand].map((name) => `F/${name}`))
  const rows = await vault.db.read(vault.db.build.selectFrom('entries').selectAll().where('kind', '=', 'file'))
  expect(rows.length).toBe(300)
  for (const row of rows)
    expect([row.name, row.uploader_id]).toEqual([row.name, row.name.startsWith('up_') ? 'anna' : null])
  expect(await vault.db.read(vault.db.build.selectFrom('fs_intents').selectAll())).toEqual([])
})

it('leaves to its replay what an interrupted publication put there', async () => {
  const placed = new Promise<void>((resolve) => {
    const stopped = vault.restarted({
      faultPoint: async (name) => {
        if (name !== 'publish: synced') return
        resolve()
        await new Promise(() => {})
      },
    })
    void vault.staged('a.txt', 'a').then((input) => stopped.publisher.publish(input))
  })
  await placed
  await vault.reconciler.notice(vault.place, [], 'a.txt')
  expect(await vault.listed()).toEqual([])
  await vault.restarted().intents.replayAll()
  expect(await vault.listed()).toEqual(['a.txt'])
  expect((await vault.rowOf('a.txt'))?.uploader).toBe('anna')
})
