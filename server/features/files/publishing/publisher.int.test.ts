import { link, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId } from '#lib/core/ids/ids.ts'
import { ANNA, openTestVault, type TestVault } from '../testing/test-vault.ts'

let vault: TestVault
beforeEach(async () => {
  vault = await openTestVault()
})
afterEach(() => vault.remove())

const rows = (table: 'fs_intents' | 'contents' | 'versions' | 'changes') =>
  vault.db.read(vault.db.build.selectFrom(table).selectAll())
const listed = (outcome: { kind: string; name?: string }) => (outcome.kind === 'listed' ? outcome.name : outcome.kind)

describe('a published file', () => {
  it('lies under its name with its bytes, mode and time, and is listed with its hash', async () => {
    const lastModifiedMs = 1_700_000_000_123
    const outcome = await vault.put('film.mp4', 'bytes', { lastModifiedMs, folder: ['Films', '2026'] })

    expect(listed(outcome)).toBe('film.mp4')
    expect(await vault.tree()).toEqual(['Films/', 'Films/2026/', 'Films/2026/film.mp4'])
    expect(await vault.listed()).toEqual(['Films/', 'Films/2026/', 'Films/2026/film.mp4'])
    expect(await vault.read('Films', '2026', 'film.mp4')).toBe('bytes')
    const stats = await stat(join(vault.root, 'Films/2026/film.mp4'))
    expect(stats.mode & 0o777).toBe(0o644)
    expect(Math.floor(stats.mtimeMs)).toBe(lastModifiedMs)
    expect(stats.nlink).toBe(1)

    const entry = outcome.kind === 'listed' ? await vault.lookups.find(outcome.entryId) : null
    expect(entry).toMatchObject({ path: ['Films', '2026', 'film.mp4'], sizeBytes: 5, mtimeMs: lastModifiedMs })
    expect(entry).toMatchObject({ mime: 'video/mp4', owner: ANNA, state: 'live' })
    expect(entry?.content?.facts.inode).toBe(String((await lstat(join(vault.root, 'Films/2026/film.mp4'))).ino))
    expect(await rows('fs_intents')).toEqual([])
    expect(await readdir(join(vault.root, '.hearth/partials'))).toEqual([])
  })

  it('tells the change log and the bus once it is committed', async () => {
    const seqs: number[] = []
    vault.bus.on('entries.changed', ({ seq }) => seqs.push(seq))
    await vault.put('a.txt', 'a')
    await vault.put('b.txt', 'b')
    expect(await rows('changes')).toMatchObject([
      { kind: 'added', place_id: vault.place, seq: 1 },
      { kind: 'added', place_id: vault.place, seq: 2 },
    ])
    expect(seqs).toEqual([1, 2])
  })

  it('hides what is ours from others', async () => {
    await vault.put('a.txt', 'a')
    expect((await stat(join(vault.root, '.hearth'))).mode & 0o777).toBe(0o700)
  })

  it('counts for the folder, the place and its owner', async () => {
    const guest = { kind: 'guest', deviceId: 'd1' as DeviceId } as const
    await vault.put('a.txt', 'aaa')
    await vault.put('b.txt', 'bb', { folder: ['F'], owner: guest })
    const { build } = vault.db
    expect(await vault.db.read(build.selectFrom('place_totals').selectAll())).toMatchObject([
      { place_id: vault.place, entry_count: 3, size_bytes: 5 },
    ])
    expect(
      await vault.db.read(
        build.selectFrom('usage_totals').selectAll().orderBy('owner_kind').where('size_bytes', '>', 0),
      ),
    ).toMatchObject([
      { owner_kind: 'account', owner_id: 'anna', size_bytes: 3 },
      { owner_kind: 'device', owner_id: 'd1', size_bytes: 2 },
    ])
  })
})

describe('a taken name', () => {
  it('keeps both by default', async () => {
    await vault.put('a.txt', '1')
    expect(listed(await vault.put('a.txt', '2'))).toBe('a_v2.txt')
    expect(listed(await vault.put('a.txt', '3'))).toBe('a_v3.txt')
    expect(await vault.read('a.txt')).toBe('1')
    expect(await vault.read('a_v3.txt')).toBe('3')
  })

  it.each([
    ['another case', 'Photo.JPG', 'photo.jpg', 'photo_v2.jpg'],
    ['another composition', 'caf\u00e9.txt', 'cafe\u0301.txt', 'caf\u00e9_v2.txt'],
  ])('counts %s as taken', async (_, first, second, expected) => {
    await vault.put(first, '1')
    expect(listed(await vault.put(second, '2'))).toBe(expected)
  })

  it('gives a hundred uploads of one name at once a hundred names', async () => {
    const inputs = await Promise.all(Array.from({ length: 100 }, (_, i) => vault.staged('image.jpg', `photo ${i}`)))
    const outcomes = await Promise.all(inputs.map((input) => vault.publisher.publish(input)))
    expect(new Set(outcomes.map(listed)).size).toBe(100)
    const contents = await Promise.all((await vault.tree()).map((name) => vault.read(name)))
    expect(new Set(contents).size).toBe(100)
    expect(await vault.listed()).toEqual(await vault.tree())
  })

  it('is skipped when asked for', async () => {
    const first = await vault.put('a.txt', '1')
    const input = await vault.staged('A.TXT', '2', { conflict: 'skip' })
    const outcome = await vault.publisher.publish(input)
    expect(outcome).toEqual({ kind: 'skipped', entryId: first.entryId })
    expect(await vault.tree()).toEqual(['a.txt'])
    await expect(stat(input.stagedPath)).rejects.toThrow('ENOENT')
  })

  it('is replaced when asked for, and the old content stays as a version', async () => {
    const first = await vault.put('a.txt', 'old')
    const second = await vault.put('a.txt', 'new!', { conflict: 'replace' })
    expect(second).toMatchObject({ kind: 'listed', entryId: first.entryId, name: 'a.txt' })
    expect(second).not.toMatchObject({ contentId: (first as { contentId?: string }).contentId })
    expect(await vault.read('a.txt')).toBe('new!')
    const [version] = await rows('versions')
    expect(version).toMatchObject({ entry_id: first.entryId, size_bytes: 3 })
    expect(await readFile(join(vault.root, (version as { stored_name: string }).stored_name), 'utf8')).toBe('old')
    expect(await vault.listed()).toEqual(['a.txt'])
    expect(await rows('fs_intents')).toEqual([])
  })

  it('is kept beside a folder of that name, also when it was to be replaced', async () => {
    await vault.put('x.txt', '1', { folder: ['album'] })
    expect(listed(await vault.put('album', '2', { conflict: 'replace' }))).toBe('album_v2')
  })

  it('makes a folder the next version of a file, the same one for every file in it', async () => {
    await vault.put('album', 'a file')
    await vault.put('1.jpg', '1', { folder: ['album'] })
    await vault.put('2.jpg', '2', { folder: ['album', 'deep'] })
    expect(await vault.listed()).toEqual([
      'album',
      'album_v2/',
      'album_v2/1.jpg',
      'album_v2/deep/',
      'album_v2/deep/2.jpg',
    ])
  })

  it('never overwrites a file that was put there by hand', async () => {
    await writeFile(join(vault.root, 'a.txt'), 'by hand')
    expect(listed(await vault.put('a.txt', 'mine'))).toBe('a_v2.txt')
    expect(await vault.read('a.txt')).toBe('by hand')
  })

  it('never follows a link that holds the name', async () => {
    await writeFile(join(vault.test.dataFolder, 'outside.txt'), 'outside')
    await symlink(join(vault.test.dataFolder, 'outside.txt'), join(vault.root, 'a.txt'))
    await mkdir(join(vault.test.dataFolder, 'elsewhere'))
    await symlink(join(vault.test.dataFolder, 'elsewhere'), join(vault.root, 'folder'))
    expect(listed(await vault.put('a.txt', 'mine', { conflict: 'replace' }))).toBe('a_v2.txt')
    await vault.put('b.txt', 'mine', { folder: ['folder'] })
    expect(await readFile(join(vault.test.dataFolder, 'outside.txt'), 'utf8')).toBe('outside')
    expect(await readdir(join(vault.test.dataFolder, 'elsewhere'))).toEqual([])
    expect(await vault.read('folder_v2', 'b.txt')).toBe('mine')
  })
})

describe('exactly once', () => {
  it('answers a second call with the first outcome', async () => {
    const input = await vault.staged('a.txt', '1')
    const [first, second] = await Promise.all([vault.publisher.publish(input), vault.publisher.publish(input)])
    expect(second).toEqual(first)
    expect(await vault.publisher.publish(input)).toEqual(first)
    expect(await vault.restarted().publisher.publish(input)).toEqual(first)
    expect(await vault.tree()).toEqual(['a.txt'])
  })

  it('answers from the record when the staged file was left behind', async () => {
    const input = await vault.staged('a.txt', '1')
    await link(input.stagedPath, `${input.stagedPath}.copy`)
    const first = await vault.publisher.publish(input)
    await link(`${input.stagedPath}.copy`, input.stagedPath)
    expect(await vault.publisher.publish(input)).toEqual(first)
    expect(await vault.tree()).toEqual(['a.txt'])
  })

  it('commits the steps of the caller with the entry, and nothing when a guard of theirs fails', async () => {
    const { build } = vault.db
    const step = (key: string) => build.insertInto('settings').values({ key, value: '1' })
    await vault.put('a.txt', '1', { steps: (outcome) => [step(listed(outcome) ?? '')] })
    const settings = () => vault.db.read(build.selectFrom('settings').select('key').orderBy('key'))
    expect(await settings()).toEqual([{ key: 'a.txt' }])

    const refused = await vault.staged('b.txt', '2', {
      steps: () => [
        step('b.txt'),
        { query: build.deleteFrom('settings').where('key', '=', 'none'), expect: { changes: 1 }, otherwise: 'gone' },
      ],
    })
    await expect(vault.publisher.publish(refused)).rejects.toMatchObject({
      code: 'entry_changed',
      details: { tag: 'gone' },
    })
    expect(await settings()).toEqual([{ key: 'a.txt' }])
    expect(await vault.tree()).toEqual(['a.txt'])
    expect(await readFile(refused.stagedPath, 'utf8')).toBe('2')
    expect(await rows('fs_intents')).toEqual([])
    expect(await rows('contents')).toHaveLength(1)
  })

  it('takes a refused replacement back: the old content stands under the name again', async () => {
    await vault.put('a.txt', 'old')
    const guard = {
      query: vault.db.build.deleteFrom('settings').where('key', '=', 'none'),
      expect: { changes: 1 },
      otherwise: 'gone',
    }
    const input = await vault.staged('a.txt', 'new', { conflict: 'replace', steps: () => [guard] })
    await expect(vault.publisher.publish(input)).rejects.toMatchObject({ code: 'entry_changed' })
    expect(await vault.read('a.txt')).toBe('old')
    expect(await readFile(input.stagedPath, 'utf8')).toBe('new')
    expect(await readdir(join(vault.root, '.hearth/versions'))).toEqual([])
  })
})

it('is done although its staged name cannot be removed', async () => {
  const input = await vault.staged('a.txt', '1')
  const { publisher } = vault.restarted({
    faultPoint: async (name) => {
      if (name !== 'publish: recorded') return
      await rm(input.stagedPath)
      await mkdir(input.stagedPath)
    },
  })
  expect(await publisher.publish(input)).toMatchObject({ kind: 'listed', name: 'a.txt' })
  expect(await vault.read('a.txt')).toBe('1')
})

describe('a publication that cannot be', () => {
  it.each(['', '..', 'a/b', 'CON', 'a\u0000b', '.hearth', 'a'.repeat(256)])('refuses the name %j', async (name) => {
    const input = await vault.staged('ok', '1')
    await expect(vault.publisher.publish({ ...input, name })).rejects.toMatchObject({ code: 'invalid_name' })
    expect(await readFile(input.stagedPath, 'utf8')).toBe('1')
  })

  it.each(['..', '.hearth', 'a/b', 'NUL'])('refuses the folder %j', async (name) => {
    const input = await vault.staged('ok', '1')
    await expect(vault.publisher.publish({ ...input, folder: ['x', name] })).rejects.toMatchObject({
      code: 'invalid_name',
    })
    expect(await vault.listed()).not.toContain('ok')
  })

  it('refuses a staged file of another size, and one that is not there', async () => {
    const input = await vault.staged('a.txt', '123')
    await expect(vault.publisher.publish({ ...input, sizeBytes: 4 })).rejects.toMatchObject({ code: 'content_changed' })
    const gone = { ...input, publicationId: 'other', stagedPath: `${input.stagedPath}-none` }
    await expect(vault.publisher.publish(gone)).rejects.toMatchObject({ code: 'content_missing' })
    expect(await vault.listed()).toEqual([])
  })
})
