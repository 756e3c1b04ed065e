import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Selector } from '#lib/contracts/http/entries.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { findContradictions } from '../testing/check-vault.ts'
import { accountActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

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
const totals = () =>
  vault.db.readOne(vault.db.build.selectFrom('place_totals').selectAll().where('place_id', '=', vault.place))

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
