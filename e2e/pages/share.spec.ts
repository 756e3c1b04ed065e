import type { Page } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import { send } from '../security/support/wire.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { expect, signIn, test } from '../support/fixtures.ts'
import { slowDown } from '../support/page-speed.ts'
import { ADMIN } from '../support/people.ts'
import { createSamples, type Samples } from '../support/sample-files.ts'
import type { VaultProcess } from '../support/vault-process.ts'
import { makeProfile } from './support/own-browser.ts'
import { listOf, namesOf, shaOf } from './support/room.ts'
import { fillShare, submitShare } from './support/share-form.ts'

/** The share sheet without a phone: a real form that the page posts to /share, as the system does. */

const ROOM = 'journeys'
let samples: Samples
test.beforeAll(async ({ house }) => {
  samples = await createSamples()
  await house.admin.call(ROUTES.places.createRoom, { body: { name: 'Journeys', access: 'accounts' } })
})
test.afterAll(() => samples.remove())

/** Waits for the worker of the app, which comes when the page is at rest. */
async function openWithWorker(page: Page, vault: VaultProcess): Promise<void> {
  await page.goto(`${vault.origin}/`)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe('activated')
}

async function share(page: Page, what: { files?: string[]; text?: string }): Promise<void> {
  await fillShare(page, what)
  await submitShare(page)
  await page.waitForURL(/\/share\?/)
}

/** The paths of all files that this origin keeps on the device. */
function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<string[]> => {
      const found: string[] = []
      for await (const [name, item] of folder.entries()) {
        if (item.kind === 'directory') found.push(...(await walk(item as FileSystemDirectoryHandle, `${path}${name}/`)))
        else found.push(`${path}${name}`)
      }
      return found
    }
    return walk(await navigator.storage.getDirectory(), '')
  })
}

async function receivedBytes(admin: Api): Promise<number> {
  const { uploads } = await admin.call(ROUTES.uploads.list, {})
  return uploads.reduce((sum, { offsetBytes }) => sum + offsetBytes, 0)
}

test('what is shared offline, with a worker that sleeps, is there after the battery was empty', async ({ house }) => {
  const profile = await makeProfile()
  const [beach, film] = [await samples.write('Größe & 100%.jpg', 300_000), await samples.write('film.mp4', 12_000_000)]
  let browser = await profile.open()
  try {
    let { page } = browser
    await signIn(page, house.vault)
    await openWithWorker(page, house.vault)
    await fillShare(page, { files: [beach.path, film.path] })
    await browser.context.setOffline(true)
    const session = await browser.context.newCDPSession(page)
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      submitShare(page),
    ])
    expect(answer.status()).toBe(303)
    const id = new URL(answer.headers().location ?? '').searchParams.get('id')
    expect(id).not.toBeNull()

    await browser.kill()
    browser = await profile.open()
    page = browser.page
    await page.goto(`${house.vault.origin}/`)
    await page.getByRole('link', { name: '2 things wait to be sent' }).click()
    await expect(page.getByRole('heading', { name: 'Where should these 2 go?' })).toBeVisible()
    await expect(page.getByText('A photo and a film, 12 MB')).toBeVisible()
    await expect(page.getByTitle('Größe & 100%.jpg')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('radio', { name: 'Journeys' }).check({ force: true })
    await slowDown(page, { upload: 1_600_000 })
    await page.getByRole('button', { name: 'Add 2 files to Journeys' }).click()
    await page.waitForURL(/\/place\?/)
    await expect.poll(() => receivedBytes(house.admin)).toBeGreaterThan(1_000_000)

    // Empty once more, while it is sent: what was shared needs no second choice.
    await browser.kill()
    browser = await profile.open()
    page = browser.page
    await page.goto(`${house.vault.origin}/`)
    await expect.poll(() => shaOf(house.admin, ROOM, 'Größe & 100%.jpg')).toBe(beach.sha256)
    await expect.poll(() => shaOf(house.admin, ROOM, 'film.mp4')).toBe(film.sha256)

    // The same address again: nothing waits there, and nothing comes twice.
    await page.goto(`${house.vault.origin}/share?id=${id}`)
    await expect(page.getByText('What was shared is not on this device any more.')).toBeVisible()
    await page.goto(`${house.vault.origin}/`)
    await expect(page.getByRole('link', { name: 'Journeys' }).first()).toBeVisible()
    await expect(page.getByText('wait to be sent')).toBeHidden()
    expect(await namesOf(house.admin, ROOM)).toHaveLength(2)
    // Every chunk was compared: nothing of it stays on the device.
    await expect.poll(() => keptFiles(page)).toEqual([])
  } finally {
    await browser.close().catch(() => undefined)
    await profile.remove()
  }
})

test('a share waits while nobody is signed in, and an empty one says what to do', async ({ page, house }) => {
  const { vault } = house
  await openWithWorker(page, vault)
  // Browsers have sent shares without what was shared.
  await share(page, {})
  await expect(page.getByText('Nothing came with that share.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Nothing came with that share.')).toBeVisible()
  await page.goBack()
  const photo = await samples.write('evening.jpg', 120_000)

  // A device without room says so, and nothing of it stays.
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: vault.origin, quotaSize: 1_000_000 })
  await openWithWorker(page, vault)
  await share(page, { files: [photo.path, (await samples.write('long.mp4', 8_000_000)).path] })
  await expect(page.getByText('There is no room for it on this device.')).toBeVisible()
  expect(await keptFiles(page)).toEqual([])
  await session.send('Storage.overrideQuotaForOrigin', { origin: vault.origin })
  await openWithWorker(page, vault)
  await share(page, { files: [photo.path], text: 'https://bread.example/sourdough' })
  await expect(page.getByRole('heading', { name: 'Where should these 2 go?' })).toBeVisible()
  await expect(page.getByTitle('bread.example.txt')).toBeVisible()
  const address = page.url()

  // Loaded again, left and come back to: it is one share all the time.
  await page.reload()
  await page.goto(`${vault.origin}/sign-in`)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Where should these 2 go?' })).toBeVisible()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Name').fill(ADMIN.name)
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(address)
  await page.getByRole('radio', { name: 'Journeys' }).check({ force: true })
  await page.getByRole('button', { name: 'Add 2 files to Journeys' }).click()
  await page.waitForURL(/\/place\?/)
  await expect.poll(() => shaOf(house.admin, ROOM, 'evening.jpg')).toBe(photo.sha256)
  await expect.poll(() => namesOf(house.admin, ROOM)).toContain('bread.example.txt')

  // The next one goes where the last one went, a name that is taken is asked for, and what nobody wants is thrown away.
  await openWithWorker(page, vault)
  await share(page, { files: [photo.path] })
  await expect(page.getByRole('radio', { name: 'Journeys' })).toBeChecked()
  await page.getByRole('button', { name: 'Add 1 file to Journeys' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Throw away' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Throw away' }).click()
  await expect(page.getByText('What was shared is not on this device any more.')).toBeVisible()
  expect((await listOf(house.admin, ROOM)).filter(({ name }) => name.startsWith('evening'))).toHaveLength(1)
})

test('a guest shares into a room that lets guests add, by its password or open to the house', async ({
  page,
  house: { vault, admin },
}) => {
  const guests = { guestRole: 'editor' } as const
  await admin.call(ROUTES.places.createRoom, { body: { name: 'Garden', access: 'lan', ...guests } })
  await admin.call(ROUTES.places.createRoom, {
    body: { name: 'Shed', access: 'password', password: 'plum', ...guests },
  })
  await openWithWorker(page, vault)
  const photo = await samples.write('tomatoes.jpg', 150_000)
  await share(page, { files: [photo.path] })
  await expect(page.getByRole('heading', { name: 'Where should this go?' })).toBeVisible()
  // What is locked is not offered, and signing in is not asked for.
  await expect(page.getByRole('radio', { name: 'Shed' })).toHaveCount(0)
  await page.getByRole('radio', { name: 'Garden' }).check({ force: true })
  await page.getByRole('button', { name: 'Add 1 file to Garden' }).click()
  await page.waitForURL(/\/place\?/)
  await expect.poll(() => shaOf(admin, 'garden', 'tomatoes.jpg')).toBe(photo.sha256)
  await expect(page.getByText('tomatoes.jpg').first()).toBeVisible()

  await page.goto(`${vault.origin}/shed`)
  await page.getByLabel('Room password').fill('plum')
  await page.getByRole('button', { name: 'Open the room' }).click()
  await expect(page.getByRole('button', { name: 'Add', exact: true }).first()).toBeVisible()
  const key = await samples.write('key.jpg', 90_000)
  await share(page, { files: [key.path] })
  await page.getByRole('radio', { name: 'Shed' }).check({ force: true })
  await page.getByRole('button', { name: 'Add 1 file to Shed' }).click()
  await page.waitForURL(/\/place\?/)
  await expect.poll(() => shaOf(admin, 'shed', 'key.jpg')).toBe(key.sha256)
  await expect.poll(() => keptFiles(page)).toEqual([])
})

test('without a worker the vault says what to do, whoever sends how much, and changes nothing', async ({
  page,
  house,
}) => {
  const { vault } = house
  const form = { 'content-type': 'multipart/form-data; boundary=x' }
  for (const origin of ['null', vault.origin, 'https://elsewhere.example']) {
    const answer = await send(
      { port: vault.httpPort },
      { method: 'POST', path: '/share', headers: { ...form, origin }, body: `--x\r\n${'y'.repeat(200_000)}` },
    )
    expect([answer.status, answer.headers.location]).toEqual([303, '/share?problem=missed'])
  }
  const other = await send({ port: vault.httpPort }, { method: 'POST', path: '/share/x', headers: form, body: '' })
  expect(other.status).toBe(405)

  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
  await signIn(page, vault)
  await page.goto(`${vault.origin}/`)
  const photo = await samples.write('morning.jpg', 90_000)
  await share(page, { files: [photo.path] })
  await expect(page.getByText('Hearth was not ready for that share.')).toBeVisible()
  await page.getByLabel('Choose files').setInputFiles(photo.path)
  await page.getByRole('radio', { name: 'Journeys' }).check({ force: true })
  await page.getByRole('button', { name: 'Add 1 file to Journeys' }).click()
  await expect.poll(() => shaOf(house.admin, ROOM, 'morning.jpg')).toBe(photo.sha256)
})
