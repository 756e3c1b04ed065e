import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AccountId, DeviceId, EntryId } from '#lib/core/ids/ids.ts'
import type { Actor } from '#lib/core/permissions/actors-and-targets.ts'
import { accountRow } from '#server/db/testing/sample-rows.ts'
import { accountActor, guestActor, openTestFiles, type TestFiles } from '#server/features/files/testing/test-files.ts'
import { createWatchingRepo } from './watching.repo.ts'
import { createWatchingService, type WatchingService } from './watching.service.ts'

const HOUR = 3_600_000
let vault: TestFiles
let watching: WatchingService
let now: number

beforeEach(async () => {
  vault = await openTestFiles()
  now = 1_000
  const { db, bus, files } = vault
  watching = createWatchingService({ db, bus, clock: { now: () => now }, repo: createWatchingRepo(db), files })
})
afterEach(() => vault.remove())

const on = (actor: Actor, device: string) => ({ actor: { ...actor, deviceId: device as DeviceId } })
const phone = on(accountActor('anna', 'viewer'), 'phone')
const tablet = on(accountActor('anna', 'viewer'), 'tablet')
const theo = on(accountActor('theo', 'viewer'), 'laptop')

async function put(name: string): Promise<EntryId> {
  now += 1
  const result = await vault.put(name, Buffer.from(name))
  if (result.kind !== 'listed') throw new Error(`${name} is not listed`)
  return result.entryId
}

async function watch(name: string, positionMs: number, by = phone): Promise<EntryId> {
  const id = await put(name)
  now += 1
  await watching.report(id, { positionMs, durationMs: HOUR }, by)
  return id
}

const namesOn = async (shelf: Parameters<WatchingService['shelf']>[0], by: { actor: Actor } = phone, limit = 50) =>
  (await watching.shelf(shelf, { limit }, by)).entries.map(({ entry }) => entry.name)

it('keeps where a person stopped, for all of the own devices and for nobody else', async () => {
  const told: unknown[] = []
  vault.bus.on('watching.changed', (event) => told.push(event))
  const id = await watch('Night train.mkv', HOUR / 2)
  const known = { positionMs: HOUR / 2, durationMs: HOUR, standing: 'middle', at: now }
  expect(await watching.positionOf(id, phone)).toEqual({ ...known, elsewhere: false })
  expect(await watching.positionOf(id, tablet)).toEqual({ ...known, elsewhere: true })
  expect(await watching.positionOf(id, theo)).toBeNull()
  expect(told).toEqual([{ person: { kind: 'account', accountId: 'anna' }, entryId: id, what: 'position' }])
})

it('lists what is worth going on with, the last one first, until it is watched or taken out', async () => {
  const first = await watch('First.mkv', HOUR / 2)
  const second = await watch('Second.mkv', HOUR / 3, tablet)
  await watch('Just begun.mkv', 2_000)
  await watch('Song.mp3', HOUR / 4)
  expect(await namesOn('continue')).toEqual(['Song.mp3', 'Second.mkv', 'First.mkv'])
  expect(await namesOn('continue', theo)).toEqual([])
  now += 1
  await watching.report(first, { positionMs: HOUR * 0.95, durationMs: HOUR }, tablet)
  expect((await watching.positionOf(first, phone))?.standing).toBe('end')
  await watching.forget(second, phone)
  expect(await namesOn('continue')).toEqual(['Song.mp3'])
  expect(await watching.positionOf(second, phone)).toBeNull()
})

it('lists what was opened, and forgets it when it is told to, without the position', async () => {
  const film = await watch('Film.mkv', HOUR / 2)
  const paper = await put('Letter.pdf')
  now += 1
  await watching.opened(paper, phone)
  expect(await namesOn('opened')).toEqual(['Letter.pdf', 'Film.mkv'])
  now += 1
  await watching.opened(film, tablet)
  expect(await namesOn('opened')).toEqual(['Film.mkv', 'Letter.pdf'])
  await watching.forgetOpened(film, phone)
  expect(await namesOn('opened')).toEqual(['Letter.pdf'])
  expect(await watching.positionOf(film, phone)).toMatchObject({ positionMs: HOUR / 2 })
})

it('keeps favourites of files and folders, each once, a page at a time', async () => {
  const ids: EntryId[] = []
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) ids.push(await put(name))
  for (const id of [...ids, ...ids]) {
    now += 1
    await watching.favour(id, phone)
  }
  expect(await watching.favourites(tablet)).toEqual([...ids].reverse())
  const { entries, nextCursor } = await watching.shelf('favourites', { limit: 2 }, phone)
  expect(entries.map(({ entry }) => entry.name)).toEqual(['c.jpg', 'b.jpg'])
  const rest = await watching.shelf('favourites', { limit: 2, cursor: nextCursor ?? '' }, phone)
  expect(rest.entries.map(({ entry }) => entry.name)).toEqual(['a.jpg'])
  expect(rest.nextCursor).toBeNull()
  for (const id of ids) await watching.unfavour(id, phone)
  expect(await watching.favourites(phone)).toEqual([])
  await expect(watching.shelf('favourites', { limit: 2, cursor: 'zzz' }, phone)).rejects.toMatchObject({
    code: 'invalid_cursor',
  })
})

it('shows nothing of a room that is closed by now, nor what lies in the trash, and all of it again afterwards', async () => {
  const id = await watch('Film.mkv', HOUR / 2)
  await watching.favour(id, phone)
  const lists = async () => [await namesOn('continue'), await namesOn('opened'), await namesOn('favourites')]
  vault.facts.set(vault.place, vault.placeFacts({ access: 'names' }))
  expect(await lists()).toEqual([[], [], []])
  vault.facts.set(vault.place, vault.placeFacts())
  await vault.bulk({ action: 'trash', selector: await vault.select('Film.mkv') })
  expect(await lists()).toEqual([[], [], []])
  await expect(watching.report(id, { positionMs: 1, durationMs: 2 }, phone)).rejects.toMatchObject({
    code: 'entry_gone',
  })
  await vault.bulk({ action: 'restore', selector: { kind: 'ids', ids: [id] } })
  expect(await lists()).toEqual([['Film.mkv'], ['Film.mkv'], ['Film.mkv']])
})

it('fills a page although most of what was opened may not be seen any more', async () => {
  const seen = await put('seen.txt')
  await watching.opened(seen, phone)
  for (let index = 0; index < 25; index++) {
    const id = await put(`gone ${index}.txt`)
    now += 1
    await watching.opened(id, phone)
    await vault.bulk({ action: 'trash', selector: { kind: 'ids', ids: [id] } })
  }
  expect(await namesOn('opened', phone, 2)).toEqual(['seen.txt'])
})

it('keeps those of a guest with the device, and keeps nothing of somebody who has none', async () => {
  const id = await put('Film.mkv')
  const guest = { actor: guestActor('sofa') }
  await watching.report(id, { positionMs: HOUR / 2, durationMs: HOUR }, guest)
  expect(await namesOn('continue', guest)).toEqual(['Film.mkv'])
  expect(await namesOn('continue', { actor: guestActor('kitchen') })).toEqual([])
  const nobody = { actor: { ...guestActor('x'), principal: { kind: 'nobody' } as const, deviceId: null } }
  await watching.report(id, { positionMs: HOUR / 2, durationMs: HOUR }, nobody)
  expect(await watching.shelf('continue', { limit: 5 }, nobody)).toEqual({ entries: [], nextCursor: null })
})

it('refuses folders', async () => {
  const place = vault.placeFacts()
  const made = await vault.files.createFolder(
    { path: '', name: 'Films' },
    { actor: accountActor('anna', 'editor'), place },
  )
  const folder = made.id as EntryId
  await expect(watching.opened(folder, phone)).rejects.toMatchObject({ code: 'not_a_file' })
  await watching.favour(folder, phone)
  expect(await namesOn('favourites')).toEqual(['Films'])
})

it('goes with the account, with the device and with the entry', async () => {
  const { db } = vault
  const { build } = db
  const id = await put('Film.mkv')
  await db.commit([build.insertInto('accounts').values(accountRow('mila', {}))])
  const device = { id: 'sofa' as DeviceId, label: '', created_at: 1, last_seen_at: 1 }
  await db.commit([build.insertInto('devices').values(device)])
  const people: { actor: Actor }[] = [{ actor: accountActor('mila', 'viewer') }, { actor: guestActor('sofa') }, phone]
  for (const person of people) {
    await watching.report(id, { positionMs: HOUR / 2, durationMs: HOUR }, person)
    await watching.favour(id, person)
  }
  const count = async () => {
    const [viewed, favourites] = await db.readTogether([
      build.selectFrom('viewed').select('person_id'),
      build.selectFrom('favourites').select('person_id'),
    ])
    return [viewed.map((row) => row.person_id).sort(), favourites.map((row) => row.person_id).sort()]
  }
  expect(await count()).toEqual([
    ['anna', 'mila', 'sofa'],
    ['anna', 'mila', 'sofa'],
  ])
  await db.commit([
    build
      .updateTable('accounts')
      .set({ deleted_at: 5 })
      .where('id', '=', 'mila' as AccountId),
  ])
  await db.commit([build.deleteFrom('devices').where('id', '=', device.id)])
  expect(await count()).toEqual([['anna'], ['anna']])
  await db.commit([build.deleteFrom('entries').where('id', '=', id)])
  expect(await count()).toEqual([[], []])
})
