import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Selector } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import { accountActor, guestActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

let vault: TestFiles
beforeEach(async () => {
  vault = await openTestFiles()
})
afterEach(async () => {
  expect(vault.errors).toEqual([])
  await vault.remove()
})

const ids = async (...paths: string[]): Promise<Selector> => ({
  kind: 'ids',
  ids: await Promise.all(paths.map((path) => vault.idOf(path))),
})
const byGuest = (device: string) => ({ owner: { kind: 'guest', deviceId: device as DeviceId } as const })
const totals = () =>
  vault.db.readOne(vault.db.build.selectFrom('place_totals').selectAll().where('place_id', '=', vault.place))
const intents = () => vault.db.read(vault.db.build.selectFrom('fs_intents').selectAll())

async function consistent(): Promise<void> {
  expect(await vault.listed()).toEqual(await vault.tree())
  expect(await intents()).toEqual([])
  const counted = await vault.db.readOne(
    vault.db.build.selectFrom('place_totals').select('entry_count').where('place_id', '=', vault.place),
  )
  expect(counted?.entry_count ?? 0).toBe((await vault.listed()).length)
}

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

describe('moving', () => {
  const move = async (
    selector: Selector,
    path: string,
    conflict: 'keep' | 'replace' | 'skip' = 'keep',
    place = vault.place,
  ) => (await vault.bulk({ action: 'move', selector, to: { place, path }, conflict })).result

  it('takes files and folders into another folder and keeps their identity', async () => {
    await vault.put('a.txt', '1')
    await vault.put('b.txt', '2', { folder: ['F'] })
    await vault.put('x.txt', '3', { folder: ['T'] })
    const before = [await vault.idOf('a.txt'), await vault.idOf('F/b.txt')]
    expect(await move(await ids('a.txt', 'F'), 'T')).toEqual({ changed: 2, skipped: 0, refused: 0 })
    expect(await vault.listed()).toEqual(['T/', 'T/F/', 'T/F/b.txt', 'T/a.txt', 'T/x.txt'])
    expect([await vault.idOf('T/a.txt'), await vault.idOf('T/F/b.txt')]).toEqual(before)
    await consistent()
  })

  it('skips what is there already and refuses a folder into itself', async () => {
    await vault.put('a.txt', '1', { folder: ['F', 'G'] })
    expect(await move(await ids('F/G'), 'F')).toEqual({ changed: 0, skipped: 1, refused: 0 })
    await expect(move(await ids('F'), 'F/G')).rejects.toMatchObject({ code: 'move_into_itself' })
    await expect(move(await ids('F'), 'F')).rejects.toMatchObject({ code: 'move_into_itself' })
    expect(await move({ kind: 'folder', path: '', except: [] }, 'F/G')).toEqual({ changed: 0, skipped: 0, refused: 1 })
    await consistent()
  })

  it.each([
    ['keep', { changed: 1, skipped: 0, refused: 0 }, ['T/', 'T/a.txt', 'T/a_v2.txt'], 'there'],
    ['skip', { changed: 0, skipped: 1, refused: 0 }, ['T/', 'T/a.txt', 'a.txt'], 'there'],
    ['replace', { changed: 1, skipped: 0, refused: 0 }, ['T/', 'T/a.txt'], 'moved'],
  ] as const)('meets a taken name with %s', async (conflict, result, listed, content) => {
    await vault.put('a.txt', 'moved')
    await vault.put('a.txt', 'there', { folder: ['T'] })
    expect(await move(await ids('a.txt'), 'T', conflict)).toEqual(result)
    expect(await vault.listed()).toEqual(listed)
    expect(await vault.read('T', 'a.txt')).toBe(content)
    await consistent()
  })

  it('takes a folder with everything in it to another place, versions included', async () => {
    await vault.put('a.txt', 'old', { folder: ['F'] })
    await vault.put('a.txt', 'new', { folder: ['F'], conflict: 'replace' })
    await vault.put('deep.txt', '2', { folder: ['F', 'G'] })
    const other = await vault.addPlace('other')
    expect(await move(await ids('F'), '', 'keep', other.place)).toEqual({ changed: 1, skipped: 0, refused: 0 })
    expect(await vault.listed()).toEqual([])
    expect(await vault.namesIn('F', other.place)).toEqual(['G', 'a.txt'])
    expect(await readFile(join(other.root, 'F/G/deep.txt'), 'utf8')).toBe('2')
    const [version] = await vault.db.read(vault.db.build.selectFrom('versions').selectAll())
    expect(version?.place_id).toBe(other.place)
    expect(await readFile(join(other.root, version?.stored_name ?? ''), 'utf8')).toBe('old')
    expect(await vault.files.usedBytes({ kind: 'place', placeId: other.place })).toBe(7)
    expect(await vault.files.usedBytes({ kind: 'place', placeId: vault.place })).toBe(0)
    expect(await totals()).toMatchObject({ entry_count: 0, size_bytes: 0 })
    await consistent()
  })

  it('takes versions along once, also when several moves to that place run at a time', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `v${index}.txt`)
    for (const name of names) {
      await vault.put(name, 'old')
      await vault.put(name, 'new', { conflict: 'replace' })
    }
    const other = await vault.addPlace('other')
    const results = await Promise.all(names.map(async (name) => move(await ids(name), '', 'keep', other.place)))
    expect(results).toEqual(names.map(() => ({ changed: 1, skipped: 0, refused: 0 })))
    expect(await readdir(join(vault.root, '.hearth/versions'))).toEqual([])
    expect(await readdir(join(other.root, '.hearth/versions'))).toHaveLength(names.length)
    await consistent()
  })

  it('never writes through a link that stands in for the target folder', async () => {
    await vault.put('a.txt', '1')
    await vault.put('x.txt', '2', { folder: ['T'] })
    const outside = join(vault.test.dataFolder, 'outside')
    await mkdir(outside)
    await rename(join(vault.root, 'T'), join(vault.root, 'T-away'))
    await symlink(outside, join(vault.root, 'T'))
    expect(await move(await ids('a.txt'), 'T')).toEqual({ changed: 0, skipped: 0, refused: 1 })
    expect(await readdir(outside)).toEqual([])
    expect(await vault.read('a.txt')).toBe('1')
  })
})

describe('copying', () => {
  const copy = async (selector: Selector, path: string, conflict: 'keep' | 'replace' | 'skip' = 'keep') =>
    (await vault.bulk({ action: 'copy', selector, to: { place: vault.place, path }, conflict })).result

  it('makes new entries with the same bytes, time and hash', async () => {
    await vault.put('a.txt', 'one', { folder: ['F'], lastModifiedMs: 1_600_000_000_000 })
    await vault.put('b.txt', 'two', { folder: ['F', 'G'] })
    await vault.put('x', 'x', { folder: ['T'] })
    expect(await copy(await ids('F'), 'T')).toEqual({ changed: 4, skipped: 0, refused: 0 })
    expect(await vault.listed()).toEqual([
      'F/',
      'F/G/',
      'F/G/b.txt',
      'F/a.txt',
      'T/',
      'T/F/',
      'T/F/G/',
      'T/F/G/b.txt',
      'T/F/a.txt',
      'T/x',
    ])
    expect(await vault.read('T', 'F', 'G', 'b.txt')).toBe('two')
    const [from, to] = [await vault.list({ path: 'F' }), await vault.list({ path: 'T/F' })].map(({ entries }) =>
      entries.find(({ name }) => name === 'a.txt'),
    )
    expect(to).toMatchObject({ sha256: from?.sha256, modifiedAt: 1_600_000_000_000, mime: 'text/plain' })
    expect(to?.id).not.toBe(from?.id)
    expect(to?.contentId).not.toBe(from?.contentId)
    await consistent()
  })

  it('keeps both in the same folder, and refuses a folder into itself', async () => {
    await vault.put('a.txt', '1', { folder: ['F'] })
    expect(await copy(await ids('F/a.txt'), 'F')).toEqual({ changed: 1, skipped: 0, refused: 0 })
    expect(await copy(await ids('F'), '')).toEqual({ changed: 3, skipped: 0, refused: 0 })
    expect(await vault.namesIn()).toEqual(['F', 'F_v2'])
    expect(await vault.namesIn('F_v2')).toEqual(['a.txt', 'a_v2.txt'])
    await expect(copy(await ids('F'), 'F')).rejects.toMatchObject({ code: 'move_into_itself' })
    await consistent()
  })

  it('goes by the bytes on the disk, also of a file that nobody has hashed', async () => {
    await vault.put('a.txt', 'listed')
    await writeFile(join(vault.root, 'a.txt'), 'changed by hand')
    await vault.put('x', 'x', { folder: ['T'] })
    expect(await copy(await ids('a.txt'), 'T')).toEqual({ changed: 0, skipped: 0, refused: 1 })
    expect(await readdir(join(vault.root, '.hearth/partials'))).toEqual([])
  })

  it('asks for room first, and says why it stopped', async () => {
    await vault.remove()
    const asked: unknown[] = []
    vault = await openTestFiles({
      assertRoom: async ({ owner, bytes }) => {
        asked.push([owner, bytes])
        throw new VaultError('quota_exceeded')
      },
    })
    await vault.put('a.txt', 'one')
    const to = { place: vault.place, path: '' }
    const job = await vault.bulk({ action: 'copy', selector: await ids('a.txt'), to, conflict: 'keep' })
    expect(job).toMatchObject({ state: 'failed', failureCode: 'quota_exceeded' })
    expect(asked).toEqual([[expect.objectContaining({ kind: 'account' }), 3]])
    expect(await vault.listed()).toEqual(['a.txt'])
  })

  it('stops when it is cancelled and keeps what is done', async () => {
    for (let i = 0; i < 40; i++) await vault.put(`f${i}.txt`, 'x', { folder: ['F'] })
    await vault.put('x', 'x', { folder: ['T'] })
    const body = {
      action: 'copy',
      selector: await ids('F'),
      to: { place: vault.place, path: 'T' },
      conflict: 'keep',
    } as const
    const job = await vault.files.bulk(body, { actor: accountActor('anna', 'editor'), place: vault.placeFacts() })
    await new Promise<void>((resolve) => {
      vault.jobs.onProgress(({ id, done }) => {
        if (id === job.id && done > 5) resolve()
      })
    })
    const cancelled = await vault.jobs.cancel(job.id)
    expect(cancelled?.state).toBe('cancelled')
    await vault.jobs.drain()
    await consistent()
  })
})

describe('renaming', () => {
  const rename2 = async (path: string, name: string) =>
    vault.files.rename((await vault.idOf(path)) as never, name, { actor: accountActor('anna', 'editor') })

  it('gives files and folders another name, in another case as well', async () => {
    await vault.put('a.txt', '1', { folder: ['F'] })
    expect(await rename2('F/a.txt', 'b.jpg')).toMatchObject({ name: 'b.jpg', path: 'F/b.jpg', type: 'photo' })
    expect(await rename2('F/b.jpg', 'B.jpg')).toMatchObject({ name: 'B.jpg' })
    expect(await rename2('F', 'G')).toMatchObject({ name: 'G', childCount: 1 })
    expect(await vault.listed()).toEqual(['G/', 'G/B.jpg'])
    expect(await rename2('G', 'G')).toMatchObject({ name: 'G' })
    await consistent()
  })

  it.each(['', '..', 'a/b', 'nul.txt', 'x\u202e.txt', '.hearth'])('refuses %j', async (name) => {
    await vault.put('a.txt', '1')
    await expect(rename2('a.txt', name)).rejects.toMatchObject({ code: 'invalid_name' })
  })

  it('never takes a name that is taken, in any case or composition, listed or not', async () => {
    await vault.put('a.txt', '1')
    await vault.put('caf\u00e9.txt', '2')
    await writeFile(join(vault.root, 'hand.txt'), 'by hand')
    for (const name of ['CAF\u00c9.TXT', 'cafe\u0301.txt', 'hand.txt']) {
      await expect(rename2('a.txt', name)).rejects.toMatchObject({ code: 'entry_exists' })
    }
    expect(await vault.read('hand.txt')).toBe('by hand')
    expect(await vault.read('a.txt')).toBe('1')
  })

  it('tells when the file is not on the disk', async () => {
    await vault.put('a.txt', '1')
    await rm(join(vault.root, 'a.txt'))
    await expect(rename2('a.txt', 'b.txt')).rejects.toMatchObject({ code: 'content_missing' })
    expect(await vault.namesIn()).toEqual(['a.txt'])
  })
})

describe('a place', () => {
  it('goes over to another one, with its owner', async () => {
    const anna = accountActor('anna', 'editor').principal
    const other = await vault.addPlace('other')
    vault.facts.set(vault.place, vault.placeFacts({ kind: 'personal', ownerId: 'anna' as never }))
    vault.facts.set(other.place, vault.placeFacts({ id: other.place, kind: 'personal', ownerId: 'bert' as never }))
    expect(anna.kind).toBe('account')
    await vault.put('a.txt', '12345', { folder: ['F'] })
    await vault.put('b.txt', '678')
    await vault.files.transferPlace(vault.place, other.place, 'Files of Anna')
    vault.facts.set(other.place, vault.placeFacts({ id: other.place }))
    vault.facts.set(vault.place, vault.placeFacts())
    expect(await vault.namesIn('Files of Anna', other.place)).toEqual(['F', 'b.txt'])
    expect(await vault.namesIn()).toEqual([])
    expect(await vault.files.usedBytes({ kind: 'owner', owner: { kind: 'account', accountId: 'bert' as never } })).toBe(
      8,
    )
    const { entries } = await vault.list({ path: 'Files of Anna' }, accountActor('bert', 'editor'), other.place)
    expect(entries.map((entry) => entry.addedBy?.id)).toEqual(['bert', 'bert'])
  })

  it('is forgotten whole', async () => {
    await vault.put('a.txt', '1', { folder: ['F', 'G'] })
    await vault.put('a.txt', '2', { folder: ['F', 'G'], conflict: 'replace' })
    await vault.put('b.txt', '3')
    await vault.bulk({ action: 'trash', selector: await ids('b.txt') })
    await vault.files.forgetPlace(vault.place, new AbortController().signal)
    for (const table of [
      'entries',
      'contents',
      'versions',
      'trash',
      'changes',
      'place_totals',
      'usage_totals',
    ] as const) {
      expect([table, await vault.db.read(vault.db.build.selectFrom(table).selectAll())]).toEqual([table, []])
    }
    expect((await stat(join(vault.root, 'F/G/a.txt'))).isFile()).toBe(true)
  })
})
