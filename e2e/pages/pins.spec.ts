import { createHash, randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import type { Api } from '#lib/api/client.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { signInByForm } from '../support/fixtures.ts'
import { ADMIN, moveIn, tokenOf } from '../support/people.ts'
import { makeFilm } from '../support/sample-media.ts'
import { launchVault, type VaultProcess } from '../support/vault-process.ts'
import { countContentRequests, countMarkedChunks } from './support/kept-content.ts'
import { makeProfile, type OwnBrowser } from './support/own-browser.ts'
import { chooseInMenu } from './support/pin-menu.ts'
import { putFile, shaOf } from './support/room.ts'

/** Files that are kept on the device: one browser, whose profile outlives it, and one vault. */

test.describe.configure({ mode: 'serial' })

const MIB = 1024 * 1024
const SECONDS = 60
/** `npm run slow:big-pin` takes a larger one. */
const LARGE_BYTES = Number(process.env.BIG_PIN_MIB ?? 64) * MIB
test.setTimeout(180_000 * (LARGE_BYTES / MIB / 64))
/** What an answer from the device says as the vault does. */
const COMPARED = ['content-range', 'content-length', 'etag', 'content-type', 'content-security-policy', 'accept-ranges']
const film = makeFilm(SECONDS, 100_000)
let vault: VaultProcess
let api: Api
let token: string
let profile: Awaited<ReturnType<typeof makeProfile>>
let browser: OwnBrowser
let page: Page
let filmId: string
let largeId: string

test.beforeAll(async () => {
  vault = await launchVault()
  api = await moveIn(vault)
  token = await tokenOf(vault, ADMIN)
  filmId = await putFile(vault, { place: 'main', path: 'Ember.webm', bytes: new Uint8Array(film) })
  for (const name of ['First', 'Second'])
    await putFile(vault, { place: 'main', path: `Trips/${name}.txt`, bytes: name })
  const large = new Uint8Array(randomBytes(LARGE_BYTES))
  largeId = await putFile(vault, { place: 'main', path: 'Large.bin', bytes: large })
  await expect.poll(() => shaOf(api, 'main', 'Large.bin')).toBe(sha(large))
  profile = await makeProfile()
  browser = await profile.open()
  page = browser.page
  await signInByForm(page, vault)
})
test.afterAll(async () => {
  await browser.close()
  await profile.remove()
  await vault.dispose()
})

const contentRequests = () => countContentRequests(vault, token)
const markedChunks = () => countMarkedChunks(page)
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function openOffline(): Promise<void> {
  await page.goto(`${vault.origin}/offline`)
  await expect(page.getByRole('heading', { name: 'Offline', exact: true })).toBeVisible()
}

const row = (name: string) =>
  page.getByRole('list', { name: 'Kept on this device' }).getByRole('listitem').filter({ hasText: name })

async function pin(name: string): Promise<void> {
  await page.goto(`${vault.origin}/place?id=main&view=list`)
  await chooseInMenu(page, name, 'Keep offline')
}

/** As while a film plays: a chunk at a time and a rest after each, so that there is a midway. */
async function holdBack(): Promise<void> {
  await page.evaluate(() => {
    void navigator.locks.request('hearth-playing', { mode: 'shared' }, () => new Promise(() => {}))
  })
}

test('a pinned film plays and seeks without the vault, and its ranges are those of the vault', async () => {
  await pin('Ember.webm')
  await expect(page.getByRole('img', { name: 'Kept on this device, verified' })).toBeVisible()
  await openOffline()
  await expect(row('Ember.webm')).toContainText('Verified')
  await expect(page.getByText('1 entry, all complete')).toBeVisible()
  await expect(page.getByText(/^(Kept for good|The browser may clear this)$/)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  // A fresh page is one that the worker controls.
  await page.reload()
  await expect(row('Ember.webm')).toContainText('Verified')
  await page.waitForLoadState('networkidle')
  await browser.context.setOffline(true)
  await expect(page.getByText('The vault is out of reach')).toBeVisible()
  await row('Ember.webm').getByRole('button').first().click()
  const video = page.getByRole('dialog').locator('video')
  const state = () =>
    video.evaluate((element) => {
      const { currentTime, seeking, error, readyState } = element as HTMLVideoElement
      return { currentTime, seeking, failed: error !== null, canPlay: readyState >= 2 }
    })
  await expect.poll(async () => (await state()).canPlay).toBe(true)
  for (const share of [0.75, 0.25, 0.9, 0.5]) {
    await video.evaluate((element, seconds) => {
      const media = element as HTMLVideoElement
      media.pause()
      media.currentTime = seconds
    }, share * SECONDS)
    await expect.poll(async () => Math.abs((await state()).currentTime - share * SECONDS)).toBeLessThan(0.5)
    await expect.poll(state).toMatchObject({ seeking: false, failed: false, canPlay: true })
  }
  await page.keyboard.press('Escape')

  const size = film.byteLength
  const ranges = [
    'bytes=0-',
    'bytes=0-0',
    'bytes=1000-1999',
    `bytes=${size - 5}-`,
    'bytes=-7',
    `bytes=${size}-`,
    'x=1',
    null,
  ]
  const offline = await page.evaluate(
    async ({ path, wanted, named }) =>
      Promise.all(
        wanted.map(async (range) => {
          const answer = await fetch(path, range === null ? {} : { headers: { range } })
          const bytes = await answer.arrayBuffer()
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
          const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
          const header = (name: string) => answer.headers.get(name)
          // The words of a refusal are not compared, what it is about is.
          return answer.ok
            ? [answer.status, hash, ...named.map(header)]
            : [answer.status, header('content-range'), JSON.parse(new TextDecoder().decode(bytes)).code]
        }),
      ),
    { path: `/api/files/${filmId}/content`, wanted: ranges, named: COMPARED },
  )
  await browser.context.setOffline(false)
  const online = await Promise.all(
    ranges.map(async (range) => {
      const answer = await fetch(`${vault.origin}/api/files/${filmId}/content`, {
        headers: { authorization: `Bearer ${token}`, ...(range === null ? {} : { range }) },
      })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const header = (name: string) => answer.headers.get(name)
      return answer.ok
        ? [answer.status, sha(bytes), ...COMPARED.map(header)]
        : [answer.status, header('content-range'), JSON.parse(new TextDecoder().decode(bytes)).code]
    }),
  )
  expect(offline).toEqual(online)
})

test('a browser that is killed midway asks only for the chunks that are missing', async () => {
  await pin('Large.bin')
  await holdBack()
  const before = film.byteLength / MIB
  await expect.poll(markedChunks, { intervals: [20] }).toBeGreaterThan(before + 8)
  await browser.kill()

  browser = await profile.open()
  page = browser.page
  const asked = await contentRequests()
  await openOffline()
  await expect(row('Large.bin')).toContainText('Verified', { timeout: LARGE_BYTES / 1_000 })
  expect(await markedChunks()).toBe(Math.ceil(before) + LARGE_BYTES / MIB)
  const requests = (await contentRequests()) - asked
  expect(requests).toBeGreaterThan(0)
  expect(requests).toBeLessThan(LARGE_BYTES / MIB)
})

test('a chunk that went bad on the disk is found, and it alone is fetched again', async () => {
  const spoil = async (at: number) => {
    const people = await (await navigator.storage.getDirectory()).getDirectoryHandle('people')
    for await (const person of people.values()) {
      const pins = await (person as FileSystemDirectoryHandle).getDirectoryHandle('pins')
      for await (const handle of pins.values()) {
        const file = handle as FileSystemFileHandle
        if ((await file.getFile()).size < at) continue
        const writable = await file.createWritable({ keepExistingData: true })
        await writable.write({ type: 'write', position: at, data: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]) })
        await writable.close()
      }
    }
  }
  await page.evaluate(spoil, 20 * MIB)
  const asked = await contentRequests()
  await row('Large.bin').getByRole('button', { name: 'Actions for Large.bin' }).click()
  await page.getByRole('menuitem', { name: 'Compare every byte again' }).click()
  await expect.poll(async () => (await contentRequests()) - asked).toBe(1)
  await expect(row('Large.bin')).toContainText('Verified')
  const bytes = await page.evaluate(async (path) => {
    const answer = await fetch(path)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()))
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }, `/api/files/${largeId}/content`)
  expect(bytes).toBe(await shaOf(api, 'main', 'Large.bin'))
  expect((await contentRequests()) - asked).toBe(1)
})

const usage = () => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)

test('removing gives the room back, and too little room is said and leaves nothing behind', async () => {
  const full = await usage()
  await row('Large.bin').getByRole('button', { name: 'Actions for Large.bin' }).click()
  await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
  await expect(row('Large.bin')).toHaveCount(0)
  await expect.poll(usage).toBeLessThan(full - LARGE_BYTES + MIB)

  const before = await usage()
  const session = await browser.context.newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: vault.origin, quotaSize: before + LARGE_BYTES / 2 })
  await pin('Large.bin')
  await openOffline()
  await expect(row('Large.bin')).toContainText(/too little room\. What was there of it is removed\./)
  await expect.poll(usage).toBeLessThan(before + 2 * MIB)
  await session.send('Storage.overrideQuotaForOrigin', { origin: vault.origin })
  await row('Large.bin').getByRole('button', { name: 'Actions for Large.bin' }).click()
  await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
  await expect(row('Large.bin')).toHaveCount(0)
})

test('a newer version replaces the old one, which is readable until then', async () => {
  await expect(row('Ember.webm')).toContainText('Verified')
  const newer = makeFilm(SECONDS / 2, 100_000)
  const answer = await fetch(`${vault.origin}/api/places/main/content?path=Ember.webm&conflict=replace`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body: new Uint8Array(newer),
  })
  expect(answer.status).toBe(201)
  const length = () =>
    page.evaluate(async (path) => {
      const { ok, headers } = await fetch(path, { method: 'HEAD' })
      return ok ? Number(headers.get('content-length')) : null
    }, `/api/files/${filmId}/content`)
  expect([film.byteLength, newer.byteLength]).toContain(await length())
  // The page is no page of the room, so it hears of it when it looks the next time.
  await page.reload()
  await expect(row('Ember.webm')).toContainText('Verified3.1 MB')
  await browser.context.setOffline(true)
  await expect.poll(length).toBe(newer.byteLength)
  await browser.context.setOffline(false)
})

test('a pinned folder is its files, and takes new ones along only when it is told to', async () => {
  await pin('Trips')
  await expect(page.getByRole('img', { name: 'Kept on this device, verified' })).toHaveCount(2)
  await openOffline()
  await expect(row('Trips')).toContainText('Verified2 entries')
  await putFile(vault, { place: 'main', path: 'Trips/Third.txt', bytes: 'third' })
  await page.reload()
  await expect(row('Trips')).toContainText('2 entries')
  await row('Trips').getByRole('button', { name: 'Actions for Trips' }).click()
  await page.getByRole('menuitem', { name: 'Keep new files too' }).click()
  await expect(row('Trips')).toContainText('3 entries')
  await putFile(vault, { place: 'main', path: 'Trips/Deep/Fourth.txt', bytes: 'fourth' })
  await page.reload()
  await expect(row('Trips')).toContainText('Verified4 entries')
  await row('Trips').getByRole('button', { name: 'Actions for Trips' }).click()
  await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
  await expect(row('Trips')).toHaveCount(0)
  await expect(page.getByText('1 entry, all complete')).toBeVisible()
})

test('nothing of it is left or answered after signing out', async () => {
  await page.goto(`${vault.origin}/you`)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/sign-in')
  const after = await page.evaluate(async (path) => {
    const answer = await fetch(path).then(
      ({ status }) => status,
      () => 'none',
    )
    return { answer, controlled: navigator.serviceWorker.controller !== null }
  }, `/api/files/${filmId}/content`)
  expect(after).toEqual({ answer: 401, controlled: true })
  await browser.context.setOffline(true)
  const offline = await page.evaluate(
    (path) =>
      fetch(path).then(
        ({ status }) => status,
        () => 'none',
      ),
    `/api/files/${filmId}/content`,
  )
  expect(offline).toBe('none')
  await browser.context.setOffline(false)
})
