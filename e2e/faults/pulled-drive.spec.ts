import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import type { DriveView } from '#lib/contracts/http/drives.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { VaultError } from '#lib/core/errors/vault-error.ts'
import { bytes, type Door } from '#server/features/uploads/testing/tus-client.ts'
import { ADMIN, apiOf, moveIn } from '../support/people.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import { type LoopDisk, openLoopDisk, whyNoLoopDisk } from './support/loop-disk.ts'
import * as reception from './support/reception.ts'

/** A drive of its own file system, named by --drive, whose plug is pulled while the vault runs. */

const MiB = 1 << 20
const FILM = bytes(40 * MiB)

let disk: LoopDisk
let elsewhere: string
let vault: VaultProcess
let admin: Api
let door: Door

test.describe.configure({ mode: 'serial', timeout: 180_000 })

test.beforeAll(async () => {
  const why = await whyNoLoopDisk('ext4')
  test.skip(why !== null, `a drive that is pulled out: ${why}`)
  elsewhere = await mkdtemp(join(tmpdir(), 'hearth-elsewhere-'))
  disk = await openLoopDisk('ext4')
  await mkdir(join(disk.folder, 'Films'))
  await writeFile(join(disk.folder, 'Films', 'film.bin'), FILM)
  await writeFile(join(disk.folder, 'list.txt'), 'a list')
  vault = await launchVault({ flags: ['--drive', `Attic=${disk.folder}`, '--free-space-floor', '1MiB'] })
  admin = await moveIn(vault)
  door = await reception.openDoor(vault, ADMIN)
})
test.afterAll(async () => {
  await vault?.dispose()
  await disk?.dispose()
  if (elsewhere !== undefined) await rm(elsewhere, { recursive: true, force: true })
})

async function attic(): Promise<DriveView> {
  const [drive] = (await admin.call(ROUTES.drives.list, {})).drives
  if (drive === undefined) throw new Error('there is no drive')
  return drive
}
const entryOf = async (path: string) => {
  const folder = path.split('/').slice(0, -1).join('/')
  const { id } = await attic()
  const page = await admin.call(ROUTES.entries.list, { params: { place: id }, query: { path: folder } })
  return page.entries.find(({ name }) => name === path.split('/').at(-1)) ?? null
}
const until = (what: (drive: DriveView) => boolean) =>
  expect.poll(async () => what(await attic()), { timeout: 60_000, intervals: [200] }).toBe(true)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof VaultError ? error.code : String(error)),
  )
async function hashOf(id: string): Promise<string> {
  const { bytes: whole } = await reception.readDownload(await reception.beginDownload(door, id))
  return reception.sha256Of(whole)
}
/** A content that is read anew, or hashed anew, has another one. */
const etagOf = async (id: string) => (await door.send('HEAD', `/api/files/${id}/content`)).headers.etag

test('it is listed and read without a hash, and only admins know of it', async () => {
  await until((drive) => drive.indexedAt !== null)
  const drive = await attic()
  expect(drive).toMatchObject({ name: 'Attic', openTo: 'admins', writable: false, isThere: true, filesystem: 'ext4' })
  const film = await entryOf('Films/film.bin')
  expect(film).toMatchObject({ sizeBytes: FILM.length, sha256: null })
  expect(await hashOf(film?.id ?? '')).toBe(reception.sha256Of(FILM))
  expect(await codeOf((await apiOf(vault)).call(ROUTES.places.get, { params: { place: 'attic' } }))).toBe('not_found')
  expect(JSON.parse(await readFile(join(vault.dataFolder, 'persist.json'), 'utf8')).drives).toEqual({
    Attic: { path: disk.folder },
  })
  expect(await readdir(disk.folder)).not.toContain('.hearth')
})

test('pulled out, it is offline, its entries stay listed, and the empty folder stays empty', async () => {
  await admin.call(ROUTES.drives.change, { params: { place: 'attic' }, body: { writable: true } })
  await reception.putFile(door, 'attic', 'put.bin', bytes(MiB))
  const film = await entryOf('Films/film.bin')
  const running = await reception.beginDownload(door, film?.id ?? '')
  const put = await entryOf('put.bin')
  const etags = await Promise.all([etagOf(film?.id ?? ''), etagOf(put?.id ?? '')])
  await disk.pull()
  // Asked for before the vault has noticed.
  const late = await door.send('PUT', `/api/places/${(await attic()).id}/content?path=late.bin`, { body: bytes(10) })
  expect([late.status, late.code]).toEqual([503, 'place_offline'])
  await until((drive) => !drive.isThere)
  const { bytes: read, isWhole } = await reception.readDownload(running)
  expect(isWhole ? reception.sha256Of(read) : FILM.subarray(0, read.length).equals(read)).toBe(
    isWhole ? reception.sha256Of(FILM) : true,
  )
  const answer = await door.send('GET', `/api/files/${film?.id}/content`)
  expect([answer.status, answer.code]).toEqual([503, 'place_offline'])
  const folder = { params: { place: 'attic' }, body: { path: '', name: 'New' } }
  expect(await codeOf(admin.call(ROUTES.entries.createFolder, folder))).toBe('place_offline')
  expect(await codeOf(admin.call(ROUTES.drives.index, { params: { place: 'attic' } }))).toBe('place_offline')
  expect((await entryOf('Films/film.bin'))?.id).toBe(film?.id)
  expect((await admin.call(ROUTES.places.get, { params: { place: 'attic' } })).offline).toBe(true)
  expect(await readdir(disk.folder)).toEqual([])

  // A restart finds it missing as well, and takes nothing of it away.
  expect(await vault.stop()).toBe(0)
  await vault.start()
  admin = await apiOf(vault, ADMIN)
  door = await reception.openDoor(vault, ADMIN)
  expect(await attic()).toMatchObject({ isThere: false, entryCount: 5 })
  expect((await entryOf('Films/film.bin'))?.id).toBe(film?.id)
  expect(await readdir(disk.folder)).toEqual([])

  await disk.plugIn()
  await until((drive) => drive.isThere)
  expect(await hashOf(film?.id ?? '')).toBe(reception.sha256Of(FILM))
  expect(await entryOf('put.bin')).toMatchObject({ id: put?.id, sha256: put?.sha256 })
  expect(await Promise.all([etagOf(film?.id ?? ''), etagOf(put?.id ?? '')])).toEqual(etags)
  // Nobody asked for the hash of the film, and a drive that comes back is no reason to read it.
  expect(await entryOf('Films/film.bin')).toMatchObject({ id: film?.id, sha256: null })
})

test('plugged in at another folder, it is found there', async () => {
  const list = await entryOf('list.txt')
  await disk.pull()
  await until((drive) => !drive.isThere)
  await disk.plugIn(elsewhere)
  await until((drive) => drive.isThere)
  expect(await attic()).toMatchObject({ path: disk.folder, foundAt: elsewhere })
  expect((await door.send('GET', `/api/files/${list?.id}/content`)).body).toBe('a list')
  const put = await reception.putFile(door, 'attic', 'there.bin', bytes(MiB))
  expect(await readdir(elsewhere)).toContain('there.bin')
  expect(await readdir(disk.folder)).toEqual([])

  await disk.pull()
  await until((drive) => !drive.isThere)
  await disk.plugIn(disk.folder)
  await until((drive) => drive.isThere && drive.foundAt === null)
  expect((await door.send('GET', `/api/files/${put}/content`)).status).toBe(200)
})

test('another disk in its place is not taken for it', async () => {
  await disk.pull()
  await until((drive) => !drive.isThere)
  const other = await openLoopDisk('ext4')
  try {
    await writeFile(join(other.folder, 'stranger.txt'), 'not ours')
    await other.pull()
    await other.plugIn(disk.folder)
    const list = await entryOf('list.txt')
    const answer = await door.send('GET', `/api/files/${list?.id}/content`)
    expect([answer.status, answer.code]).toEqual([503, 'place_offline'])
    expect(await codeOf(admin.call(ROUTES.drives.index, { params: { place: 'attic' } }))).toBe('place_offline')
    expect(await readdir(disk.folder)).not.toContain('.hearth')
  } finally {
    await other.dispose()
  }
  await disk.plugIn(disk.folder)
  await until((drive) => drive.isThere)
})

test('removed, it is forgotten, and no file of it is touched', async () => {
  const before = await readdir(disk.folder, { recursive: true })
  await admin.call(ROUTES.drives.remove, { params: { place: 'attic' }, query: { confirm: 'Attic' } })
  expect((await admin.call(ROUTES.drives.list, {})).drives).toEqual([])
  expect(JSON.parse(await readFile(join(vault.dataFolder, 'persist.json'), 'utf8')).drives).toEqual({})
  expect(await readdir(disk.folder, { recursive: true })).toEqual(before)
})
