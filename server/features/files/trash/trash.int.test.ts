import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PurgeBody } from '#lib/contracts/http/trash.ts'
import type { EntryId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import { presentJob } from '../bulk/own-jobs.ts'
import { Retention } from '../retention/retention.ts'
import { findContradictions } from '../testing/check-vault.ts'
import { ANNA_ACTOR, guestActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'

const DAY = 86_400_000
const TABLET = guestActor('tablet')
let files: TestFiles
let stampedAt: number

beforeEach(async () => {
  stampedAt = Date.now()
  files = await openTestFiles({ stamp: () => stampedAt })
})
afterEach(async () => {
  expect(await findContradictions(files)).toEqual([])
  expect(files.errors).toEqual([])
  await files.jobs.drain()
  await files.remove()
})

const viewer = (actor: Actor = ANNA_ACTOR) => ({ actor, place: files.facts.get(files.place) ?? files.placeFacts() })
const trashOf = (actor?: Actor, page: { cursor?: string; limit?: number } = {}) =>
  files.files.listTrash({ limit: 200, ...page }, viewer(actor))
const trash = async (...paths: string[]) => {
  const ids = await Promise.all(paths.map((path) => files.idOf(path)))
  return files.bulk({ action: 'trash', selector: { kind: 'ids', ids } })
}
async function purge(body: PurgeBody, actor?: Actor) {
  const job = await files.files.purge(body, viewer(actor))
  return presentJob((await files.jobs.settled(job.id, 30_000)) ?? job)
}
const used = () => files.files.usedBytes({ kind: 'place', placeId: files.place })

it('lists who deleted what, when and from where, page by page, the last first', async () => {
  for (const name of ['a.txt', 'b.txt', 'c.txt']) await files.put(name, name, { folder: ['Letters'] })
  for (const name of ['a.txt', 'b.txt', 'c.txt']) {
    stampedAt += 1_000
    await trash(`Letters/${name}`)
  }
  const first = await trashOf(ANNA_ACTOR, { limit: 2 })
  expect(first.entries.map(({ name }) => name)).toEqual(['c.txt', 'b.txt'])
  expect(first.entries[0]).toMatchObject({
    folder: 'Letters',
    sizeBytes: 5,
    deletedAt: stampedAt,
    deletedBy: { kind: 'account', name: 'name of anna', self: true },
    goneAt: stampedAt + 30 * DAY,
    goneInMs: 30 * DAY,
    may: { restore: true, purge: true },
  })
  expect(first.total).toEqual({ count: 3, sizeBytes: 15 })
  const second = await trashOf(ANNA_ACTOR, { limit: 2, cursor: first.nextCursor ?? '' })
  expect(second.entries.map(({ name }) => name)).toEqual(['a.txt'])
  expect(second.nextCursor).toBeNull()
})

it('brings an entry back into its folder, made again, beside what has its name by now', async () => {
  await files.put('a.txt', 'first', { folder: ['Letters'] })
  const id = await files.idOf('Letters/a.txt')
  await trash('Letters/a.txt')
  await trash('Letters')
  await files.put('a.txt', 'second', { folder: ['Letters'] })
  const back = await files.bulk({ action: 'restore', selector: { kind: 'ids', ids: [id] } })
  expect(back.result).toEqual({ changed: 1, skipped: 0, refused: 0 })
  expect(await files.read('Letters', 'a_v2.txt')).toBe('first')
  expect(await files.read('Letters', 'a.txt')).toBe('second')
})

it('shows a guest only what that guest put there, and lets nothing else go', async () => {
  await files.put('own.txt', 'o', { owner: { kind: 'guest', deviceId: 'tablet' as never } })
  await files.put('other.txt', 'x')
  const otherId = await files.idOf('other.txt')
  await trash('own.txt', 'other.txt')
  const seen = await trashOf(TABLET)
  expect(seen.entries.map(({ name }) => name)).toEqual(['own.txt'])
  expect(seen.total.count).toBe(1)
  expect((await purge({ entries: [otherId], confirm: 1 }, TABLET)).result).toMatchObject({ changed: 0 })
  expect((await purge({ entries: null, confirm: 1 }, TABLET)).result).toEqual({ changed: 1, skipped: 0, refused: 0 })
  expect((await trashOf()).entries.map(({ name }) => name)).toEqual(['other.txt'])
})

it('deletes for good only as many as the person was shown, with all versions, and frees the quota', async () => {
  await files.put('a.txt', 'one', { folder: ['F', 'G'] })
  await files.put('a.txt', 'three', { folder: ['F', 'G'], conflict: 'replace' })
  await files.put('stays.txt', 'stays')
  await trash('F')
  expect(await used()).toBe(13)
  await expect(purge({ entries: null, confirm: 2 })).rejects.toMatchObject({
    code: 'confirmation_needed',
    details: { count: 1 },
  })
  const job = await purge({ entries: null, confirm: 1 })
  expect(job).toMatchObject({ state: 'done', done: 3, total: 3, result: { changed: 1 } })
  expect(await used()).toBe(5)
  expect(await readdir(join(files.root, '.hearth/trash'))).toEqual([])
  expect(await readdir(join(files.root, '.hearth/versions'))).toEqual([])
  expect((await trashOf()).total).toEqual({ count: 0, sizeBytes: 0 })
})

it('removes a link in a deleted folder and not what it leads to', async () => {
  await files.put('a.txt', 'a', { folder: ['F'] })
  await files.put('precious.txt', 'precious')
  const { symlink } = await import('node:fs/promises')
  await symlink(files.root, join(files.root, 'F', 'up'))
  await trash('F')
  await purge({ entries: null, confirm: 1 })
  expect(await readFile(join(files.root, 'precious.txt'), 'utf8')).toBe('precious')
})

it('refuses to delete anything where only admins delete, before a job begins', async () => {
  await files.put('a.txt', 'a')
  files.facts.set(files.place, files.placeFacts({ onlyAdminsDelete: true }))
  await expect(trash('a.txt')).rejects.toMatchObject({ code: 'only_admins_delete' })
  expect((await files.list()).entries[0]?.may).toEqual({ change: true, delete: false })
})

it('lets go of what was kept long enough, on the second look, and of nothing younger', async () => {
  const keep = { ...files.keeping, versionKeepCount: 2 }
  let now = stampedAt
  const { db, purge: purger, removeVersions } = files
  const retention = new Retention({
    ...{ db, purge: purger, removeVersions },
    keeping: () => keep,
    judge: () => now,
    onError: (error) => void files.errors.push(error),
  })
  const look = () => retention.run(null, { signal: new AbortController().signal, progress: () => {} })
  await files.put('old.txt', 'old')
  await files.put('young.txt', 'young')
  for (const text of ['1', '2', '3', '4']) {
    stampedAt += 1
    await files.put('many.txt', text, { conflict: 'replace' })
  }
  await trash('old.txt')
  stampedAt += 20 * DAY
  await trash('young.txt')
  now += 31 * DAY
  expect(await look()).toEqual({ entries: 0, versions: 0 })
  expect(await look()).toEqual({ entries: 1, versions: 1 })
  expect((await trashOf()).entries.map(({ name }) => name)).toEqual(['young.txt'])
  const versions = await files.files.listVersions(
    { entryId: (await files.idOf('many.txt')) as EntryId, owner: null },
    viewer(),
  )
  expect(versions.map(({ sizeBytes }) => sizeBytes)).toEqual([1, 1])
  // A clock that jumped deletes nothing at its first look.
  now += 300 * DAY
  expect(await look()).toEqual({ entries: 0, versions: 0 })
  await access(join(files.root, '.hearth/trash'))
})
