import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { addFiles } from '../support/add-files.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { fullSpeed, slowDown } from '../support/page-speed.ts'
import { ADMIN, EDITOR, tokenOf } from '../support/people.ts'
import { createSamples, type Samples } from '../support/sample-files.ts'
import type { VaultProcess } from '../support/vault-process.ts'

let samples: Samples
test.beforeAll(async () => {
  samples = await createSamples()
})
test.afterAll(() => samples.remove())

async function shaOf(admin: Api, place: string, name: string, path = ''): Promise<string | null> {
  const { entries } = await admin.call(ROUTES.entries.list, { params: { place }, query: { path, limit: 1000 } })
  return entries.find((entry) => entry.name === name)?.sha256 ?? null
}

/** At this pace the files below take half a minute: enough for whatever happens on the way, on a busy machine too. */
const SLOW = 1_600_000

const openRoom = (page: Page, vault: VaultProcess, room = 'main') => page.goto(`${vault.origin}/place?id=${room}`)

test('files added by the picker are listed with the SHA-256 they have here', async ({ page, house }) => {
  const big = await samples.write('holiday.bin', 20_000_000)
  const small = await samples.write('note.txt', 2_000)
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  await addFiles(page, [big.path, small.path])
  await expect(page.getByText('holiday.bin').first()).toBeVisible()
  await expect.poll(() => shaOf(house.admin, 'main', 'holiday.bin'), { timeout: 30_000 }).toBe(big.sha256)
  await expect.poll(() => shaOf(house.admin, 'main', 'note.txt')).toBe(small.sha256)
})

test('two people see each other’s uploads without a reload', async ({ page, browser, house }) => {
  const file = await samples.write('from-mila.bin', 50_000)
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  const other = await browser.newContext()
  const hers = await other.newPage()
  await signIn(hers, house.vault, EDITOR)
  await openRoom(hers, house.vault)
  await addFiles(hers, [file.path])
  await expect(page.getByText('from-mila.bin').first()).toBeVisible({ timeout: 15_000 })
  await other.close()
})

test('an upload goes on after the server was killed and started again', async ({ page, house }) => {
  const file = await samples.write('survivor.bin', 24_000_000)
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  await slowDown(page, { upload: SLOW })
  await addFiles(page, [file.path])
  await expect(page.getByText(/Sending/).first()).toBeVisible()
  await expect.poll(async () => (await bytesOf(house.admin)) > 2_000_000, { timeout: 20_000 }).toBe(true)
  await house.vault.kill()
  await fullSpeed(page)
  await house.vault.start()
  await expect.poll(() => shaOf(house.admin, 'main', 'survivor.bin'), { timeout: 50_000 }).toBe(file.sha256)
})

test('after a reload the upload goes on by itself, from the copy that the device keeps until it is sent', async ({
  page,
  house,
}) => {
  const file = await samples.write('kept.bin', 24_000_000)
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  await slowDown(page, { upload: SLOW })
  await addFiles(page, [file.path])
  await expect.poll(async () => (await bytesOf(house.admin)) > 1_000_000, { timeout: 20_000 }).toBe(true)
  const copies = () => page.evaluate(listCopies)
  await expect.poll(copies).toEqual([24_000_000])
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await fullSpeed(page)
  await expect.poll(() => shaOf(house.admin, 'main', 'kept.bin'), { timeout: 40_000 }).toBe(file.sha256)
  await expect.poll(copies).toEqual([])
})

test('a device without room keeps no copy, says so and sends all the same; a copy that is torn or cleared is asked for', async ({
  page,
  house,
}) => {
  const SIZE = 6_000_000
  const [full, torn] = [await samples.write('no-room.bin', SIZE), await samples.write('torn.bin', SIZE)]
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  const usage = () => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  const session = await page.context().newCDPSession(page)
  // The app's worker keeps the build first, and what it writes counts until the browser has tidied it up.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  let before = -1
  const isSteady = async () => {
    const last = before
    before = await usage()
    return before === last
  }
  await expect.poll(isSteady, { intervals: [2_000], timeout: 60_000 }).toBe(true)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: house.vault.origin,
    quotaSize: before + SIZE / 2,
  })
  await slowDown(page, { upload: SLOW / 4 })
  await addFiles(page, [full.path])
  await expect(page.getByText(/This device has no room to keep a copy of this file/)).toBeVisible()
  // Also where the room ends while a copy is made.
  expect(await page.evaluate(copyByWorker, SIZE)).toBe('full')
  expect(await page.evaluate(listFiles)).toEqual([])
  expect((await usage()) - before).toBeLessThan(SIZE / 2)
  await fullSpeed(page)
  await expect.poll(() => shaOf(house.admin, 'main', 'no-room.bin')).toBe(full.sha256)
  await session.send('Storage.overrideQuotaForOrigin', { origin: house.vault.origin })

  for (const spoil of [tearCopies, clearCopies]) {
    await slowDown(page, { upload: SLOW / 8 })
    if (spoil === tearCopies) await addFiles(page, [torn.path])
    await expect.poll(() => page.evaluate(listCopies)).toEqual([SIZE])
    page.once('dialog', (dialog) => void dialog.accept())
    await page.evaluate(spoil)
    await page.reload()
    await expect(page.getByText(/needs you|Needs you|Choose the file/).first()).toBeVisible()
    await addFiles(page, [torn.path])
  }
  await fullSpeed(page)
  await expect.poll(() => shaOf(house.admin, 'main', 'torn.bin')).toBe(torn.sha256)
  await expect.poll(() => page.evaluate(listFiles)).toEqual([])
})

/** As the page does, past its look at what is free. */
function copyByWorker(sizeBytes: number): Promise<string> {
  const worker = new Worker('/keep-worker.js')
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.postMessage({ storeName: 'hearth-test', id: 'large', file: new File([new Uint8Array(sizeBytes)], 'large') })
  })
}

/** Whatever lies where copies lie, whole or not. */
async function listFiles(): Promise<string[]> {
  const names: string[] = []
  const people = await (await navigator.storage.getDirectory()).getDirectoryHandle('people', { create: true })
  for await (const person of people.values()) {
    const folder = await (person as FileSystemDirectoryHandle).getDirectoryHandle('sources', { create: true })
    for await (const { name } of folder.values()) names.push(name)
  }
  return names
}

/** What a browser that was killed, or a disk that is full, may leave. */
async function tearCopies(): Promise<void> {
  const people = await (await navigator.storage.getDirectory()).getDirectoryHandle('people')
  for await (const person of people.values()) {
    const folder = await (person as FileSystemDirectoryHandle).getDirectoryHandle('sources', { create: true })
    for await (const copy of folder.values()) {
      const writable = await (copy as FileSystemFileHandle).createWritable({ keepExistingData: true })
      await writable.truncate(1_000_000)
      await writable.close()
    }
  }
}

/** As a browser does that needs the room. */
async function clearCopies(): Promise<void> {
  await (await navigator.storage.getDirectory()).removeEntry('people', { recursive: true })
}

/** The sizes of the whole copies that this browser keeps, of whoever is signed in. */
async function listCopies(): Promise<number[]> {
  const sizes: number[] = []
  const people = await (await navigator.storage.getDirectory()).getDirectoryHandle('people', { create: true })
  for await (const person of people.values()) {
    if (person.kind !== 'directory') continue
    const folder = await (person as FileSystemDirectoryHandle).getDirectoryHandle('sources', { create: true })
    for await (const copy of folder.values()) {
      if (!copy.name.endsWith('.part')) sizes.push((await (copy as FileSystemFileHandle).getFile()).size)
    }
  }
  return sizes
}

test('an upload goes on by the app’s worker when its page is closed', async ({ page, house }) => {
  const file = await samples.write('left-alone.bin', 12_000_000)
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  // So slow that it could not be sent before the page is closed; the worker has the whole network.
  await slowDown(page, { upload: SLOW / 8 })
  await addFiles(page, [file.path])
  await expect.poll(() => bytesOf(house.admin)).toBeGreaterThan(0)
  await expect.poll(() => page.evaluate(listCopies)).toEqual([12_000_000])
  await page.close()
  await expect.poll(() => shaOf(house.admin, 'main', 'left-alone.bin'), { timeout: 60_000 }).toBe(file.sha256)
})

test('where a browser keeps no files, the tray asks after a reload, and choosing the same file again continues it', async ({
  page,
  house,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(StorageManager.prototype, 'getDirectory'))
  const file = await samples.write('reloaded.bin', 24_000_000)
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  await slowDown(page, { upload: SLOW })
  await addFiles(page, [file.path])
  await expect.poll(async () => (await bytesOf(house.admin)) > 1_000_000, { timeout: 20_000 }).toBe(true)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(page.getByText(/needs you|Needs you|Choose the file/).first()).toBeVisible({ timeout: 15_000 })
  await fullSpeed(page)
  await addFiles(page, [file.path])
  await expect.poll(() => shaOf(house.admin, 'main', 'reloaded.bin'), { timeout: 40_000 }).toBe(file.sha256)
  const { uploads } = await house.admin.call(ROUTES.uploads.list, {})
  expect(uploads.filter((upload) => upload.filename === 'reloaded.bin')).toEqual([])
})

test('a download resumed after a cut is the same file', async ({ house }) => {
  const file = await samples.write('to-download.bin', 5_000_000)
  const { entry } = await put(house.vault, file.path, 'to-download.bin')
  const url = `${house.vault.origin}/api/files/${entry.id}/content?download=1`
  const token = await bearer(house.vault)
  const first = await fetch(url, { headers: { authorization: token, range: 'bytes=0-1999999' } })
  const second = await fetch(url, {
    headers: { authorization: token, range: 'bytes=2000000-', 'if-range': first.headers.get('etag') ?? '' },
  })
  expect([first.status, second.status]).toEqual([206, 206])
  const bytes = Buffer.concat([Buffer.from(await first.arrayBuffer()), Buffer.from(await second.arrayBuffer())])
  expect(bytes.equals(await readFile(join(samples.folder, 'to-download.bin')))).toBe(true)
})

async function bytesOf(admin: Api): Promise<number> {
  const { uploads } = await admin.call(ROUTES.uploads.list, {}).catch(() => ({ uploads: [] }))
  return Math.max(0, ...uploads.map((upload) => upload.offsetBytes))
}

async function bearer(vault: VaultProcess): Promise<string> {
  return `Bearer ${await tokenOf(vault, ADMIN)}`
}

async function put(vault: VaultProcess, path: string, name: string): Promise<{ entry: { id: string } }> {
  const answer = await fetch(`${vault.origin}/api/places/main/content?path=${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { authorization: await bearer(vault) },
    body: new Uint8Array(await readFile(path)),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()) as { entry: { id: string } }
}
