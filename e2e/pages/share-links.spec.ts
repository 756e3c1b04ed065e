import { type Browser, expect, type Page } from '@playwright/test'
import { ROUTES } from '#lib/contracts/http/routes.ts'
import type { ShareLinkBody } from '#lib/contracts/http/share-links.ts'
import { linkAddress } from '#lib/core/share-links/link-address.ts'
import { expectAccessible } from '../support/expect-accessible.ts'
import { SIZES, signIn, test } from '../support/fixtures.ts'
import { menuOf, namesOf, openRoom, putFile } from './support/room.ts'

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test.beforeAll(async ({ house: { vault, admin } }) => {
  await putFile(vault, { place: 'main', path: 'picture.png', bytes: new Uint8Array(PICTURE) })
  await putFile(vault, { place: 'main', path: 'Trip/Day one/notes.txt', bytes: 'We went to the sea.' })
  const body = { name: 'Box' }
  await admin.call(ROUTES.entries.createFolder, { params: { place: 'main' }, body })
})

type House = Parameters<Parameters<typeof test.beforeAll>[1]>[0]['house']

async function make({ admin, vault }: House, name: string, more: Partial<ShareLinkBody> = {}): Promise<string> {
  const { entries } = await admin.call(ROUTES.entries.list, { params: { place: 'main' }, query: {} })
  const ids = entries.filter((entry) => entry.name === name).map(({ id }) => id)
  const { token } = await admin.call(ROUTES.shareLinks.create, { body: { entries: ids, ...more } })
  return linkAddress(vault.origin, token)
}

/** Somebody else, in a browser that has never been here. */
async function stranger(browser: Browser, address: string, size: (typeof SIZES)[number] = SIZES[0]): Promise<Page> {
  const { width, height } = size
  const page = await (await browser.newContext({ viewport: { width, height } })).newPage()
  await page.goto(address)
  return page
}

test('a link that works once is made in the menu, opened by one visitor, counted without a reload and taken back', async ({
  browser,
  page,
  house,
}) => {
  await signIn(page, house.vault)
  await openRoom(page, house.vault)
  await menuOf(page, 'picture.png')
  await page.getByRole('menuitem', { name: 'Share link...' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share link to picture.png' })
  await dialog.getByRole('button', { name: /How many visitors/ }).click()
  await page.getByRole('option', { name: 'One: the link works once' }).click()
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const made = page.getByRole('dialog', { name: 'The link to picture.png' })
  await expect(made.getByRole('img', { name: 'QR code of picture.png' })).toHaveAttribute('aria-busy', 'false')
  const address = (await made.getByLabel('Link', { exact: true }).inputValue()).replace(
    /^https?:\/\/[^/]+/,
    house.vault.origin,
  )
  await expectAccessible(page)
  await made.getByRole('button', { name: 'Done' }).click()

  await page.goto(`${house.vault.origin}/you`)
  const row = page.getByRole('list', { name: 'Share links you made' }).getByRole('listitem')
  await expect(row).toContainText('0 of 1 visitor')
  const guest = await stranger(browser, address)
  await expect(guest.getByRole('heading', { name: 'picture.png' })).toBeVisible()
  await expect(guest.getByText('This link works once')).toBeVisible()
  await expectAccessible(guest)
  await guest.getByRole('button', { name: 'Show' }).click()
  await expect
    .poll(() => guest.getByRole('img', { name: 'picture.png' }).evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBe(1)
  await expect(row).toContainText('1 of 1 visitor')
  const late = await stranger(browser, address, SIZES[1])
  await expect(late.getByRole('alert')).toContainText('used as often as it may be')
  await row.getByRole('button', { name: 'Take the link to picture.png back' }).click()
  await expect(row).toHaveCount(0)
  await guest.reload()
  await expect(guest.getByRole('alert')).toContainText('This link was taken back.')
  await Promise.all([guest.context().close(), late.context().close()])
})

test('a folder opens as a list, its files in the page, all of it as a zip, and nothing of the app is loaded', async ({
  browser,
  house,
}) => {
  const page = await stranger(browser, 'about:blank', SIZES[1])
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(new URL(request.url()).pathname))
  const headers = (await page.goto(await make(house, 'Trip')))?.headers() ?? {}
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['x-robots-tag']).toContain('noindex')
  expect(headers['referrer-policy']).toBe('no-referrer')
  await page.getByRole('button', { name: /Day one/ }).click()
  await page.getByRole('button', { name: /notes\.txt/ }).click()
  await expect(page.getByRole('region', { name: 'Content of notes.txt' })).toContainText('We went to the sea.')
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download notes.txt' }).click()
  expect((await downloading).suggestedFilename()).toBe('notes.txt')
  await page.goBack()
  await page.getByRole('button', { name: 'Back' }).click()
  const zipping = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download all (zip)' }).click()
  expect((await zipping).suggestedFilename()).toBe('Trip.zip')
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.filter((path) => !path.startsWith('/outsider/'))).toEqual([])
  await page.context().close()
})

test('a drop box asks for its password and takes files of a phone, until it is full', async ({ browser, house }) => {
  const more = { password: 'plum cake', drop: { maxBytes: null, maxFiles: 2 } }
  const page = await stranger(browser, await make(house, 'Box', more))
  await page.getByLabel('Password').fill('plum pie')
  await page.getByRole('button', { name: 'Open' }).click()
  await expect(page.getByRole('alert')).toContainText('The password is wrong.')
  await expectAccessible(page)
  await page.getByLabel('Password').fill('plum cake')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Takes 2 more files.')).toBeVisible()
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  const files = page.getByRole('list', { name: 'Your files' })
  await page.locator('input[type=file]').setInputFiles([file('one.txt', 'one'), file('two.txt', 'two')])
  await expect(files.getByText('Arrived')).toHaveCount(2)
  await expect(page.getByText('Takes 0 more files.')).toBeVisible()
  await page.locator('input[type=file]').setInputFiles([file('three.txt', 'three')])
  await expect(files).toContainText('This link takes no more.')
  await expectAccessible(page)
  expect(await namesOf(house.admin, 'main', 'Box')).toEqual(['one.txt', 'two.txt'])
  await page.context().close()
})
