import { randomBytes } from 'node:crypto'
import { link, readdir, stat, unlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EntryId } from '#lib/core/ids/ids.ts'
import { sendProblem } from '#server/http/problem.ts'
import { createContentHandler } from '../content/content.handler.ts'
import { Descriptors } from '../content/descriptors.ts'
import { findContradictions } from '../testing/check-vault.ts'
import { ANNA_ACTOR, guestActor, openTestFiles, type TestFiles } from '../testing/test-files.ts'
import { createOpenVersion } from './open-version.ts'

let files: TestFiles
beforeEach(async () => {
  files = await openTestFiles()
})
afterEach(async () => {
  expect(await findContradictions(files)).toEqual([])
  await files.jobs.drain()
  await files.remove()
})

const viewer = (actor = ANNA_ACTOR) => ({ actor, place: files.facts.get(files.place) ?? files.placeFacts() })
const idOf = async (path: string) => (await files.idOf(path)) as EntryId
const versionsOf = async (entryId: EntryId, actor = ANNA_ACTOR) =>
  files.files.listVersions({ entryId, owner: null }, viewer(actor))

async function threeContents(): Promise<EntryId> {
  await files.put('a.txt', 'first')
  await files.put('a.txt', 'the second', { conflict: 'replace' })
  await files.put('a.txt', 'third', { conflict: 'replace' })
  return idOf('a.txt')
}

it('lists older contents with time, person, size and hash, and restores any of them', async () => {
  const id = await threeContents()
  const [newer, oldest] = await versionsOf(id)
  expect(newer).toMatchObject({
    sizeBytes: 10,
    addedBy: { id: 'anna', self: true },
    may: { restore: true, delete: true },
  })
  expect(oldest?.sha256).toMatch(/^[0-9a-f]{64}$/)
  const before = await files.files.usedBytes({ kind: 'place', placeId: files.place })

  const view = await files.files.restoreVersion(id, oldest?.id ?? '', { actor: ANNA_ACTOR })
  expect(view).toMatchObject({ contentId: oldest?.contentId, sizeBytes: 5, sha256: oldest?.sha256 })
  expect(await files.read('a.txt')).toBe('first')
  const after = await versionsOf(id)
  expect(after.map(({ sizeBytes }) => sizeBytes)).toEqual([5, 10])
  expect(await files.files.usedBytes({ kind: 'place', placeId: files.place })).toBe(before)
  await expect(files.files.restoreVersion(id, oldest?.id ?? '', { actor: ANNA_ACTOR })).rejects.toMatchObject({
    code: 'version_gone',
  })
})

it('restores by renames: no byte of a large file is written again', async () => {
  await files.put('a.bin', randomBytes(3_000_000))
  const { ino } = await stat(join(files.root, 'a.bin'))
  await files.put('a.bin', 'small', { conflict: 'replace' })
  const id = await idOf('a.bin')
  const [version] = await versionsOf(id)
  await files.files.restoreVersion(id, version?.id ?? '', { actor: ANNA_ACTOR })
  expect((await stat(join(files.root, 'a.bin'))).ino).toBe(ino)
})

it('gives a file back that is missing on the disk', async () => {
  const id = await threeContents()
  await unlink(join(files.root, 'a.txt'))
  await files.db.commit([
    files.db.build.updateTable('entries').set({ state: 'missing', missing_since: 1 }).where('id', '=', id),
  ])
  files.lookups.forget({ entries: [id], places: [] })
  const [newer] = await versionsOf(id)
  await files.files.restoreVersion(id, newer?.id ?? '', { actor: ANNA_ACTOR })
  expect(await files.read('a.txt')).toBe('the second')
  expect(await versionsOf(id)).toHaveLength(1)
})

it('touches nothing when the file was changed by hand and nobody looked yet', async () => {
  const id = await threeContents()
  const path = join(files.root, 'a.txt')
  const spare = join(files.root, '.hearth', 'spare')
  await link(path, spare)
  await unlink(path)
  await writeFile(path, 'changed by hand')
  const [newer] = await versionsOf(id)
  await expect(files.files.restoreVersion(id, newer?.id ?? '', { actor: ANNA_ACTOR })).rejects.toMatchObject({
    code: 'entry_changed',
  })
  expect(await files.read('a.txt')).toBe('changed by hand')
  expect(await versionsOf(id)).toHaveLength(2)
  await unlink(path)
  await link(spare, path)
  await unlink(spare)
})

it('deletes a version with its bytes, and not one that somebody else brought', async () => {
  const tablet = { kind: 'guest' as const, deviceId: 'tablet' as never }
  await files.put('a.txt', 'by anna')
  await files.put('a.txt', 'by the tablet', { conflict: 'replace', owner: tablet })
  await files.put('a.txt', 'now', { conflict: 'replace', owner: tablet })
  const id = await idOf('a.txt')
  const [own, others] = await files.files.listVersions({ entryId: id, owner: tablet }, viewer(guestActor('tablet')))
  expect([own?.may.delete, others?.may.delete]).toEqual([true, false])
  const remove = (version: string | undefined, actor = ANNA_ACTOR) =>
    files.files.deleteVersion({ entryId: id, owner: tablet }, version ?? '', viewer(actor))
  await expect(remove(others?.id, guestActor('tablet'))).rejects.toMatchObject({ code: 'forbidden' })
  await remove(own?.id, guestActor('tablet'))
  expect(await readdir(join(files.root, '.hearth/versions'))).toHaveLength(1)
  await expect(remove(own?.id)).rejects.toMatchObject({ code: 'version_gone' })
})

it('sends the bytes of a version with ranges, its own ETag and a name of its own', async () => {
  const id = await threeContents()
  const [newer] = await versionsOf(id)
  const descriptors = new Descriptors({ monotonic: () => performance.now() })
  const { db, rootOf, lookups } = files
  const open = createOpenVersion({ db, rootOf, descriptors, find: (entryId) => lookups.find(entryId) })
  const handle = createContentHandler(({ version }: { version: string; download: boolean }) => open(id, version))
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const wanted = { version: url.pathname.slice(1), download: url.searchParams.has('download') }
    handle(wanted, request, response).catch((error: unknown) => sendProblem(response, error, 'r'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const part = await fetch(`${origin}/${newer?.id}?download`, { headers: { range: 'bytes=4-9' } })
  expect([part.status, part.headers.get('etag'), await part.text()]).toEqual([206, `"${newer?.contentId}"`, 'second'])
  expect(part.headers.get('content-disposition')).toMatch(/^attachment; .*a \(until \d{4}-\d\d-\d\d\)\.txt/)
  expect((await fetch(`${origin}/${id}`)).status).toBe(410)
  descriptors.close()
  server.closeAllConnections()
  server.close()
})
