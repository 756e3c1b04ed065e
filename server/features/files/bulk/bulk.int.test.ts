import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Selector } from '#lib/contracts/http/entries.ts'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import { findContradictions } from '../testing/check-vault.ts'
import { accountActor, guestActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

let vault: TestFiles
beforeEach(async () => {
  vault = await openTestFiles()
})
afterEach(async () => {
  expect(vault.errors).toEqual([])
  await vault.remove()
})

const ids = (...paths: string[]) => vault.select(...paths)
const consistent = async () => expect(await findContradictions(vault)).toEqual([])
const byGuest = (device: string) => ({ owner: { kind: 'guest', deviceId: device as DeviceId } as const })
const totals = () =>
  vault.db.readOne(vault.db.build.selectFrom('place_totals').selectAll().where('place_id', '=', vault.place))

describe('the trash', () => {
  it('takes files and whole folders, and gives them back', async () => {
    await vault.put('a.txt', 'aa')
    await vault.put('b.txt', 'bbb', { folder: ['F', 'G'] })
    const before = await vault.listed()
    const totalBefore = await totals()
    const job = await vault.bulk({ action: 'trash', selector: await ids('a.txt', 'F') })
    expect(job).toMatchObject({ state: 'done', result: { changed: 2, skipped: 0, refused: 0 } })
    expect(await vault.tree()).toEqual([])
    expect(await vault.listed()).not.toContain('a.txt')
    expect(await totals()).toMatchObject({ entry_count: 0, size_bytes: 0 })
    expect(await readdir(join(vault.root, '.hearth/trash'))).toHaveLength(2)

    const undo = await vault.bulk({ action: 'restore', selector: { kind: 'job', job: job.id } })
    expect(undo.result).toEqual({ changed: 2, skipped: 0, refused: 0 })
    expect(await vault.listed()).toEqual(before)
    expect(await totals()).toEqual(totalBefore)
    expect(await vault.read('F', 'G', 'b.txt')).toBe('bbb')
    await consistent()
  })

  it('keeps both when the name was taken meanwhile', async () => {
    await vault.put('a.txt', 'old')
    const job = await vault.bulk({ action: 'trash', selector: await ids('a.txt') })
    await vault.put('a.txt', 'new')
    await vault.bulk({ action: 'restore', selector: { kind: 'job', job: job.id } })
    expect(await vault.read('a.txt')).toBe('new')
    expect(await vault.read('a_v2.txt')).toBe('old')
    await consistent()
  })

  it('keeps both when a file came by hand meanwhile', async () => {
    await vault.put('a.txt', 'old')
    const job = await vault.bulk({ action: 'trash', selector: await ids('a.txt') })
    await writeFile(join(vault.root, 'a.txt'), 'by hand')
    await vault.bulk({ action: 'restore', selector: { kind: 'job', job: job.id } })
    expect(await vault.read('a.txt')).toBe('by hand')
    expect(await vault.read('a_v2.txt')).toBe('old')
  })

  it('brings an entry back into its folder, wherever that is by now, or makes it again', async () => {
    await vault.put('a.txt', '1', { folder: ['F'] })
    await vault.put('b.txt', '2', { folder: ['G'] })
    const a = await vault.bulk({ action: 'trash', selector: await ids('F/a.txt') })
    const b = await vault.bulk({ action: 'trash', selector: await ids('G/b.txt') })
    await vault.files.rename((await vault.idOf('F')) as never, 'F2', { actor: accountActor('anna', 'editor') })
    await vault.bulk({ action: 'trash', selector: await ids('G') })
    for (const { id } of [a, b]) await vault.bulk({ action: 'restore', selector: { kind: 'job', job: id } })
    expect(await vault.listed()).toEqual(['F2/', 'F2/a.txt', 'G/', 'G/b.txt'])
    await consistent()
  })

  it('forgets what was removed by hand', async () => {
    await vault.put('a.txt', '1')
    await rm(join(vault.root, 'a.txt'))
    const job = await vault.bulk({ action: 'trash', selector: await ids('a.txt') })
    expect(job.result).toEqual({ changed: 1, skipped: 0, refused: 0 })
    expect(await vault.listed()).toEqual([])
    const back = await vault.bulk({ action: 'restore', selector: { kind: 'job', job: job.id } })
    expect(back.result).toEqual({ changed: 0, skipped: 0, refused: 1 })
  })

  it('takes everything a list shows but the exceptions', async () => {
    for (const name of ['a.jpg', 'b.jpg', 'c.txt', 'd.jpg']) await vault.put(name, name)
    const selector: Selector = { kind: 'folder', path: '', type: 'photo', except: [await vault.idOf('d.jpg')] }
    expect((await vault.bulk({ action: 'trash', selector })).result?.changed).toBe(2)
    expect(await vault.namesIn()).toEqual(['c.txt', 'd.jpg'])
    const back = await vault.bulk({ action: 'restore', selector: { kind: 'folder', path: '', except: [] } })
    expect(back.result?.changed).toBe(2)
    await consistent()
  })

  it('skips ids that lead nowhere, and those of another place', async () => {
    await vault.put('a.txt', '1')
    const { place } = await vault.addPlace('other')
    await vault.put('b.txt', '2', { placeId: place })
    const selector: Selector = {
      kind: 'ids',
      ids: ['nobody', await vault.idOf('b.txt', place), await vault.idOf('a.txt')],
    }
    expect((await vault.bulk({ action: 'trash', selector })).result).toEqual({ changed: 1, skipped: 2, refused: 0 })
    expect(await vault.namesIn('', place)).toEqual(['b.txt'])
  })
})

describe('permissions of bulk actions', () => {
  it('lets a guest delete own uploads alone, and a folder only when nobody else has anything in it', async () => {
    await vault.put('mine.txt', '1', byGuest('d1'))
    await vault.put('hers.txt', '2')
    await vault.put('a.txt', '3', { folder: ['own'], ...byGuest('d1') })
    await vault.put('b.txt', '4', { folder: ['shared'], ...byGuest('d1') })
    await vault.put('c.txt', '5', { folder: ['shared', 'deep'] })
    const selector = await ids('mine.txt', 'hers.txt', 'own', 'shared')
    const job = await vault.bulk({ action: 'trash', selector }, guestActor('d1'))
    expect(job.result).toEqual({ changed: 2, skipped: 0, refused: 2 })
    expect(await vault.namesIn()).toEqual(['shared', 'hers.txt'])
    const back = await vault.bulk({ action: 'restore', selector: { kind: 'job', job: job.id } }, guestActor('d2'))
    expect(back.result).toEqual({ changed: 0, skipped: 0, refused: 2 })
  })

  it('refuses a viewer, and everybody in a read-only room, before there is a job', async () => {
    await vault.put('a.txt', '1')
    const selector = await ids('a.txt')
    await expect(vault.bulk({ action: 'trash', selector }, accountActor('vera', 'viewer'))).rejects.toMatchObject({
      code: 'forbidden',
    })
    vault.facts.set(vault.place, vault.placeFacts({ readOnly: true }))
    for (const actor of [accountActor('root', 'admin'), guestActor('d1')]) {
      await expect(vault.bulk({ action: 'trash', selector }, actor)).rejects.toMatchObject({ code: 'room_read_only' })
    }
    const other = await vault.addPlace('other')
    const out = { place: other.place, path: '' }
    await expect(vault.bulk({ action: 'move', selector, to: out, conflict: 'keep' })).rejects.toMatchObject({
      code: 'room_read_only',
    })
    const copied = await vault.bulk({ action: 'copy', selector, to: out, conflict: 'keep' })
    expect(copied.result?.changed).toBe(1)
  })

  it('shows a job to whoever asked for it, and to nobody else', async () => {
    await vault.put('a.txt', '1')
    const job = await vault.bulk({ action: 'trash', selector: await ids('a.txt') })
    expect(await vault.files.describeJob(job.id, { actor: accountActor('anna', 'editor') })).toMatchObject({
      id: job.id,
    })
    for (const actor of [accountActor('root', 'admin'), guestActor('d1')]) {
      await expect(vault.files.describeJob(job.id, { actor })).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})
